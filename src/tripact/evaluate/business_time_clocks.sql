-- Both ends of each clock's time, and how long it has run; a promise of no time is due when time first runs.
select
  calendar,
  id,
  case when amount = 0 then breach_after else due_at end as due_at,
  breach_after,
  elapsed
from dated_clocks
