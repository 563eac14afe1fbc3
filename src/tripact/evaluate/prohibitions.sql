-- What must not happen until a day is over, and what became of it: the first forbidden moment breaks it,
-- what lifts it ends it, and a rest that begins anew ends the one before.
with broken as (
  select commitment, journey, run, min(ts) as violated_at, count(*) as violations
  from violations
  group by commitment, journey, run
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
from prohibition_runs p
left join broken b on b.commitment = p.commitment and b.journey = p.journey and b.run = p.run
