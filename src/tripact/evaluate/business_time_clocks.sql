-- Both ends of each clock's time, how long it has run, and whether pauses moved its end; a promise of no time is due when time first runs.
select
  calendar,
  id,
  case when amount = 0 then breach_after else due_at end as due_at,
  breach_after,
  elapsed,
  case when breach_total = plain_total then 0 else 1 end as moved
from dated_clocks
