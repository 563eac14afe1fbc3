-- The levels of each run: a share of its budget, which its own clock uses up on the same calendar and
-- with the same pauses.
select
  row_number() over (order by b.id, l.percent, l.kind) as id,
  b.id as clock, l.percent, l.kind, l.told, l.reassign,
  b.calendar, b.started_at, b.ended_at,
  t.amount * l.percent // 100 as amount
from clock_budgets b
join clock_deadlines t on t.id = b.id
join ladder l on l.commitment = b.commitment
