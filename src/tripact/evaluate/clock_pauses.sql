-- When a clock does not run, and whose share of the time that is: from a moment that pauses it until
-- the first moment that resumes it. Pausing twice is pausing once; what resumes comes before what
-- pauses in one instant.
with marks as (
  select
    c.commitment, c.pause, m.journey, m.ts, m.seq, case c.role when 'resume' then 0 else 1 end as rank
  from moments m
  join clock_moments c on c.verb = m.verb and c.name = m.name
  join (select distinct commitment, journey from clock_budgets) b
    on b.commitment = c.commitment and b.journey = m.journey
  where c.role in ('pause', 'resume')
), numbered as (
  select
    marks.*,
    row_number() over (partition by commitment, pause, journey order by ts, rank, seq) as n,
    lag(rank) over (partition by commitment, pause, journey order by ts, rank, seq) as rank_before
  from marks
), paired as (
  select
    numbered.*,
    min(case when rank = 0 then n end) over (
      partition by commitment, pause, journey order by n rows between 1 following and unbounded following) as resumed_n
  from numbered
)
select
  b.id, s.share, p.ts as from_ts, r.ts as until_ts
from paired p
join clock_budgets b on b.commitment = p.commitment and b.journey = p.journey
join pause_shares s on s.commitment = p.commitment and s.pause = p.pause
left join numbered r
  on r.commitment = p.commitment and r.pause = p.pause and r.journey = p.journey and r.n = p.resumed_n
where p.rank = 1 and (p.rank_before is null or p.rank_before = 0)
  and p.ts < coalesce(b.ended_at, :end) and coalesce(r.ts, :end) > b.started_at
