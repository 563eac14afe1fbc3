-- Deals that do not go on where their person stood, because another deal already does (methods C14).
-- The first deal after a person came, or came back to the path, continues the person's own
-- pass; every further one is a pass of its own.
with first_moves as (
  select journey, deal, stage, ts, seq
  from (
    select journey, deal, stage, ts, seq, row_number() over (partition by journey, deal order by ts, seq) as number
    from assertions
    where deal is not null and journey <> deal
  ) numbered
  where number = 1
), several as (
  select journey
  from first_moves
  group by journey
  having count(*) > 1
), returns as (
  -- the person's own moves back to the path, whoever recorded the way off it
  select journey, ts, seq
  from (
    select
      a.journey, a.deal, a.kind, a.ts, a.seq,
      lag(a.kind) over (partition by a.journey order by a.ts, a.seq, a.place) as kind_before
    from assertions a
    join several s on s.journey = a.journey
    where a.deal is null or a.kind in ('recycle', 'disqualified')
  ) own
  where deal is null and kind in ('main', 'won') and kind_before in ('recycle', 'disqualified')
), counted as (
  select f.journey, f.deal, f.stage, f.ts, f.seq, count(r.ts) as returned
  from first_moves f
  join several s on s.journey = f.journey
  left join returns r on r.journey = f.journey and (r.ts < f.ts or (r.ts = f.ts and r.seq < f.seq))
  group by f.journey, f.deal, f.stage, f.ts, f.seq
)
select journey, deal, stage, ts
from (
  select journey, deal, stage, ts, row_number() over (partition by journey, returned order by ts, seq) as number
  from counted
) ordered
where number > 1
