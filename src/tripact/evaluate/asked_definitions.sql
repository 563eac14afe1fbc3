-- The definition by answers that each recorded move asks for, and the framework that it is judged by: that
-- of the segment in force, where the definition has a gate for it, else the definition's own.
select
  j.journey, j.subject, j.seq, j.ts, j.judged_at, j.segment, a.definition,
  coalesce(f.framework, a.framework) as framework
from judged_moves j
join answered_definitions a on a.stage = j.stage
left join definition_frameworks f on f.definition = a.definition and f.segment = j.segment
