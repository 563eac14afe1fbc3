-- The instant that decides in which period a clock counts: its start, or its verdict (methods §4.1):
-- the stop if met, the end of the promise if not, the cancel. What is still open has no verdict yet
-- and stands where we look from; what can never be decided stays at its stop, else at its start.
select
  id,
  case
    when not :by_verdict then started_at
    when state in ('running', 'paused') then :as_of
    when state in ('met_late', 'breached_open') then breach_after
    else coalesce(stopped_at, started_at) end as counted_at
from commitments
