-- The attempts made while a run lasted: on one channel within a burst they are one. An attempt of
-- which only the day is known may follow the start on that day.
with made as (
  select
    r.commitment, r.journey, r.run, m.seq, m.channel, m.day_precision, k.spacing,
    case when m.ts < r.started_at then r.started_at else m.ts end as ts
  from clock_runs r
  join clock_needs k on k.commitment = r.commitment
  join moments m on m.journey = r.journey and m.verb = 'attempt'
    and m.ts + case when m.day_precision then 86399999 else 0 end >= r.started_at
    and m.ts <= coalesce(r.ended_at, m.ts)
), followed as (
  select
    made.*,
    lag(ts) over (partition by commitment, journey, run, channel order by ts, seq) as same_before
  from made
)
select
  commitment, journey, run, ts, seq, day_precision, spacing,
  case when same_before is null then 1 else 0 end as first_of_channel,
  row_number() over (partition by commitment, journey, run, ts order by seq) as of_instant
from followed
where same_before is null or ts - same_before >= :burst
