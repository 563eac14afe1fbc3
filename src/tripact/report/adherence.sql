-- Clocks counted by equal fate: what attainment, waiting times and shares are worked out from
-- (methods §4.1, §4.3). A period holds the clocks that started in it, or those whose verdict fell
-- into it: the stop if met, the end of the promise if not; what is open stands where we look from.
-- A slot is a quarter of an hour: borders of hours, days and weeks of every zone lie between two.
with placed as (
  select
    id, commitment, state, unit, preempted, excused, elapsed, started_at,
    case
      when not :by_verdict then started_at
      when state in ('running', 'paused') then :as_of
      when state in ('met_late', 'breached_open') then breach_after
      else coalesce(stopped_at, started_at) end as counted_at
  from commitments
), timed as (
  select placed.*, :instant // 900000 as slot
  from placed
  where counted_at >= :since and counted_at < :until
)
select t.commitment, l.label, t.slot, t.state, t.unit, t.preempted, t.excused, t.elapsed, count(*) as n
from timed t
left join clock_labels l on l.clock = t.id
group by t.commitment, l.label, t.slot, t.state, t.unit, t.preempted, t.excused, t.elapsed
