-- Each clock with the id of its subject, and when its verdict was revised.
select
  s.id as subject, c.commitment, c.run, c.started_at, c.due_at, c.breach_after, c.stopped_at,
  c.elapsed, c.state, c.unit, c.amount, c.preempted, c.id as number, c.journey, c.calendar, c.attempts,
  r.known_ts as revised_at
from commitments c
join ledger.subjects s on s.key = c.journey
join clock_counted p on p.id = c.id
left join clock_revised r on r.clock = c.id
where :whose
