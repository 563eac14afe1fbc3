-- Each clock with the id of its subject, when its verdict was revised, and what became of an excuse.
select
  s.id as subject, c.commitment, c.run, c.started_at, c.due_at, c.breach_after, c.stopped_at,
  c.elapsed, c.state, c.unit, c.amount, c.preempted, c.id as number, c.journey, c.calendar, c.attempts,
  r.known_ts as revised_at, x.state as excused
from commitments c
join ledger.subjects s on s.key = c.journey
join clock_counted p on p.id = c.id
left join clock_revised r on r.clock = c.id
left join excuse_states x on x.commitment = c.commitment and x.journey = c.journey and x.run = c.run
where :whose
