-- The attempts made while a run lasted. An attempt of which only the day is known may follow the
-- start on that day. Attempts on one channel, each within a burst of the one before, are a chain: its
-- first counts, one that follows may only a burst after it, and what is in between repeats it.
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
), chained as (
  select
    followed.*,
    max(case when same_before is null or ts - same_before >= :burst then ts end) over (
      partition by commitment, journey, run, channel order by ts, seq
      rows between unbounded preceding and current row) as chain
  from followed
)
select
  commitment, journey, run, ts, seq, day_precision, spacing, channel, chain,
  case
    when same_before is null or ts - same_before >= :burst then 'first'
    when ts - chain >= :burst and ts > same_before then 'later'
    else 'repeated' end as place,
  case when same_before is null then 1 else 0 end as first_of_channel,
  row_number() over (partition by commitment, journey, run, ts order by seq) as of_instant
from chained
where spacing > 0 or same_before is null or ts - same_before >= :burst or (ts - chain >= :burst and ts > same_before)
