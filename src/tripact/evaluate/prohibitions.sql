-- What must not happen until a day is over: from the start to the end of the rest (by the reason of
-- the move that began it), to what lifts it, or to the rest that follows. The first forbidden
-- moment in between breaks it. What a person forbids is forbidden on each of their deals.
with reasons as (
  select coalesce(l.line, m.person, c.person, m.deal) as journey, m.ts, max(m.reason) as reason
  from moves m
  left join clock_lines l on l.line = m.deal
  left join conversions c on c.deal = m.deal
  group by coalesce(l.line, m.person, c.person, m.deal), m.ts
), rested as (
  select
    r.commitment, r.journey, r.run, r.started_at, r.ended_at, r.end_role, k.of_person, o.reason,
    t.ends_at as until_at
  from clock_runs r
  join clock_rules k on k.commitment = r.commitment and k.grade = 'prohibition'
  left join reasons o on o.journey = r.journey and o.ts = r.started_at
  left join rests x on x.commitment = r.commitment and x.reason = o.reason
  left join rests y on y.commitment = r.commitment and y.reason = ''
  left join day_ends d
    on d.calendar = r.calendar and d.utc_day = r.started_at // 86400000
    and d.from_ts <= r.started_at and r.started_at < d.until_ts
  left join day_targets t on t.calendar = d.calendar and t.day = d.day + coalesce(x.days, y.days)
  -- a reason for which no rest is agreed forbids nothing
  where k.restarts = 0 or coalesce(x.days, y.days) is not null
), reached as (
  select commitment, journey, run, started_at, ended_at, until_at, journey as line, 0 as beside
  from rested
  union all
  select p.commitment, p.journey, p.run, p.started_at, p.ended_at, p.until_at, l.line, 1
  from rested p
  join clock_lines l on l.person = p.journey
  where p.of_person = 1
), broken as (
  select p.commitment, p.journey, p.run, min(m.ts) as violated_at, count(*) as violations
  from reached p
  join clock_moments f on f.commitment = p.commitment and f.role = 'forbid'
  join moments m on m.journey = p.line and m.verb = f.verb and m.name = f.name and m.own >= p.beside
  where m.ts > p.started_at
    and m.ts < coalesce(p.ended_at, :end) and m.ts < coalesce(p.until_at, :end)
  group by p.commitment, p.journey, p.run
)
select
  p.commitment, p.journey, p.run, p.started_at, p.until_at,
  case when p.end_role = 'stop' then p.ended_at end as lifted_at,
  p.reason, b.violated_at, coalesce(b.violations, 0) as violations,
  case
    when b.violated_at is not null then 'violated'
    when p.end_role = 'stop' and p.ended_at < coalesce(p.until_at, :end) then 'lifted'
    when p.until_at <= :as_of or p.end_role = 'start' then 'kept'
    else 'running' end as state
from rested p
left join broken b on b.commitment = p.commitment and b.journey = p.journey and b.run = p.run
