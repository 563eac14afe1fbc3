-- The levels of clocks with the ids of their subjects.
select
  s.kind as subject_kind, s.id as subject, e.commitment, e.run, e.started_at, e.percent, e.kind, e.told, e.reassign,
  e.fires_after, e.state, e.fired_at, e.clock as number, e.journey
from escalations e
join ledger.subjects s on s.key = e.journey
where :whose
