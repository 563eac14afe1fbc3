-- How each run ends: a response by its first stop; an obligation to try by the attempt that
-- completes it (so many, on so many channels), or early by what ends the obligation.
with completed as (
  select
    a.commitment, a.journey, a.run,
    min(case when a.tried >= k.attempts and a.reached >= k.channels then a.ts end) as completed_at
  from clock_attempts a
  join clock_needs k on k.commitment = a.commitment
  group by a.commitment, a.journey, a.run
), known as (
  -- of what is completed on a day of which an attempt has no time, only the day is known
  select c.commitment, c.journey, c.run, c.completed_at, max(case when a.day_precision then 1 else 0 end) = 1 as by_day
  from completed c
  join clock_attempts a
    on a.commitment = c.commitment and a.journey = c.journey and a.run = c.run
    and a.ts <= c.completed_at and a.ts > c.completed_at - 86400000
  group by c.commitment, c.journey, c.run, c.completed_at
)
select
  r.commitment, r.journey, r.run, r.ran_on as calendar, r.started_at, r.start_by_day, r.preempted,
  coalesce(c.completed_at, r.ended_at) as ended_at,
  case when c.completed_at is null then r.end_role else 'stop' end as end_role,
  coalesce(c.by_day, r.end_by_day) as end_by_day,
  case when k.commitment is not null and c.completed_at is null and r.end_role = 'stop' then 1 else 0 end as early
from run_calendars r
left join clock_needs k on k.commitment = r.commitment
left join known c on c.commitment = r.commitment and c.journey = r.journey and c.run = r.run
