-- What became of passes by whether they are the first or begin with a return from a recycle stage: of
-- those that reached a stage to which recycles return, how many went beyond it, and how many won.
with returned as (
  select v.journey, n.pass, n.stage, n.place
  from visits v
  join visits n on n.journey = v.journey and n.entered_at = v.exited_at and n.stage = v.exit_to
  where v.kind = 'recycle' and n.kind = 'main'
), compared as (
  select journey, pass, stage, place, 1 as again
  from returned
  union
  select e.journey, e.pass, e.stage, e.place, 0
  from entries e
  where e.pass = 1 and e.stage in (select stage from returned)
), reached as (
  select
    c.journey, c.pass, c.stage, c.place, c.again,
    max(case when e.place > c.place then 1 else 0 end) as advanced,
    max(case when s.kind = 'won' then 1 else 0 end) as won,
    min(e.reached_at) as began_at
  from compared c
  join entries e on e.journey = c.journey and e.pass = c.pass
  join stage_order s on s.stage = e.stage
  group by c.journey, c.pass, c.stage, c.place, c.again
), ended as (
  select r.*, case when x.journey is null then 0 else 1 end as gone
  from reached r
  left join exits x on x.journey = r.journey and x.pass = r.pass
  where r.began_at >= :since and r.began_at < :until
)
select
  stage, place, again, count(*) as n, sum(advanced) as advanced, sum(won) as won,
  sum(case when advanced = 0 and gone = 0 then 1 else 0 end) as open_to_advance,
  sum(case when won = 0 and gone = 0 then 1 else 0 end) as open_to_win
from ended
group by stage, place, again
