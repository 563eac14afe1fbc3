-- The first instant at which the rule of a stage held for a person (methods §2.2), whatever stage they
-- stood in. Later passes begin with a recycle; the pass number stands here from the start.
select person, :stage as stage, 1 as pass, min(ts) as ts
from values_at
where :rule
group by person
