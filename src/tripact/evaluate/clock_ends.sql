-- How each run ends: a response by its first stop; an obligation to try by the attempt that
-- completes it (so many, on so many channels, so far apart), or early by what ends the obligation.
with counted as (
  select
    r.commitment, r.journey, r.run, m.ts, m.seq, m.day_precision, k.attempts, k.channels, k.spacing,
    lag(m.ts) over (partition by r.commitment, r.journey, r.run order by m.ts, m.seq) as ts_before,
    row_number() over (
      partition by r.commitment, r.journey, r.run, m.channel order by m.ts, m.seq) as of_channel
  from applying_runs r
  join clock_needs k on k.commitment = r.commitment
  join moments m on m.journey = r.journey and m.verb = 'attempt'
    and m.ts >= r.started_at and m.ts <= coalesce(r.ended_at, m.ts)
), running as (
  select
    counted.*,
    sum(case when ts_before is null or ts - ts_before >= spacing then 1 else 0 end) over (
      partition by commitment, journey, run order by ts, seq
      rows between unbounded preceding and current row) as tried,
    sum(case when of_channel = 1 then 1 else 0 end) over (
      partition by commitment, journey, run order by ts, seq
      rows between unbounded preceding and current row) as reached
  from counted
), completed as (
  select
    commitment, journey, run,
    cast(max(tried) as bigint) as attempts,
    cast(max(reached) as bigint) as channels,
    min(case when tried >= attempts and reached >= channels then ts end) as completed_at,
    max(case when day_precision then 1 else 0 end) as by_day
  from running
  group by commitment, journey, run
)
select
  r.commitment, r.journey, r.run, r.calendar, r.started_at, r.start_by_day, r.preempted,
  case when k.commitment is null then r.ended_at else coalesce(c.completed_at, r.ended_at) end as ended_at,
  case when c.completed_at is null then r.end_role else 'stop' end as end_role,
  case when k.commitment is null then r.end_by_day else r.end_by_day or coalesce(c.by_day, 0) = 1 end as end_by_day,
  case when k.commitment is not null and c.completed_at is null and r.end_role = 'stop' then 1 else 0 end as early,
  coalesce(c.attempts, 0) as attempts,
  coalesce(c.channels, 0) as channels
from applying_runs r
left join clock_needs k on k.commitment = r.commitment
left join completed c on c.commitment = r.commitment and c.journey = r.journey and c.run = r.run
