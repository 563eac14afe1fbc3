-- The levels of each run: a share of its budget, which its own clock uses up on the same calendar and
-- with the same pauses.
select
  row_number() over (order by c.id, l.percent, l.kind) as id,
  c.id as clock, c.commitment, c.journey, c.run, l.percent, l.kind, l.told, l.reassign,
  c.calendar, c.started_at, c.stopped_at, b.end_by_day, c.due_at, c.breach_after,
  c.amount * l.percent // 100 as amount,
  case when c.preempted = 1 and c.state <> 'undecidable' then 'preempted' else c.state end as verdict,
  c.unit
from commitments c
join ladder l on l.commitment = c.commitment
join clock_budgets b on b.id = c.id
