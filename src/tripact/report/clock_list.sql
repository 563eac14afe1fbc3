-- Each clock with the id of its subject.
select
  s.id as subject, c.commitment, c.run, c.started_at, c.due_at, c.breach_after, c.stopped_at,
  c.elapsed, c.state, c.unit, c.amount, c.preempted, c.id as number, c.journey, c.calendar, c.attempts
from commitments c
join ledger.subjects s on s.key = c.journey
where :whose
