-- When a stage was first entered at all, and how long before that each earlier entry into the
-- stage before it lay: what left truncation is seen by.
with firsts as (
  select s.step, min(v.entered_at) as first_at
  from funnel_steps s
  join visits v on v.stage = s.to_stage
  group by s.step
)
select f.step, f.first_at, f.first_at - a.reached_at as lead, count(*) as n
from firsts f
join funnel_steps s on s.step = f.step
join entries a on a.stage = s.from_stage and a.skipped = 0 and a.reached_at < f.first_at
join cohort p on p.journey = a.journey and p.pass = a.pass
group by f.step, f.first_at, f.first_at - a.reached_at
