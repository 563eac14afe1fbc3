-- Clocks counted by equal fate: what attainment, waiting times and shares are worked out from
-- (methods §4.1, §4.3). The attainment is that of the clocks that count in the period, waiting times
-- are those of the clocks that began in it; what is open is told also where it is in neither.
-- A slot is a quarter of an hour: borders of hours, days and weeks of every zone lie between two.
with placed as (
  select
    c.id, c.commitment, c.state, c.unit, c.preempted, c.excused, c.elapsed, c.started_at, p.counted_at,
    case when r.clock is null then 0 else 1 end as revised,
    case when p.counted_at >= :since and p.counted_at < :until then 1 else 0 end as counted,
    case when c.started_at >= :since and c.started_at < :until then 1 else 0 end as begun
  from commitments c
  join clock_counted p on p.id = c.id
  left join clock_revised r on r.clock = c.id
), timed as (
  select
    placed.*, cast(:counting // 900000 as bigint) as slot,
    cast(:beginning // 900000 as bigint) as begun_slot
  from placed
  where counted = 1 or begun = 1 or state in ('running', 'paused')
)
select
  t.commitment, l.label, t.slot, t.begun_slot, t.state, t.unit, t.preempted, t.excused, t.revised, t.counted, t.begun,
  t.elapsed, count(*) as n
from timed t
left join clock_labels l on l.clock = t.id
group by
  t.commitment, l.label, t.slot, t.begun_slot, t.state, t.unit, t.preempted, t.excused, t.revised, t.counted, t.begun,
  t.elapsed
