-- The ladder of each run: after which instant a level is reached, whether it was, and when it was
-- recorded as fired. What was recorded stays fired, whatever became known later; a run whose start was
-- restated keeps what was fired for it.
with timed as (
  -- the whole time is used up where the run is broken: a rolled end is moved after all pauses, the shares are not
  select
    l.id,
    case
      when l.percent = 100 then l.due_at
      when l.percent < 100 and t.due_at > l.due_at then l.due_at
      when l.percent > 100 and t.due_at < l.due_at then l.due_at
      else t.due_at end as due_at,
    case
      when l.percent = 100 then l.breach_after
      when l.percent < 100 and t.breach_after > l.breach_after then l.breach_after
      when l.percent > 100 and t.breach_after < l.breach_after then l.breach_after
      else t.breach_after end as fires_after
  from clock_levels l
  left join level_business_time_clocks t on t.id = l.id
), fired as (
  select
    l.id, min(d.recorded_at) as fired_at
  from decisions d
  left join conversions v on v.deal = d.deal
  join clock_levels l
    on l.journey = coalesce(d.person, v.person, d.deal) and l.kind = d.decision and l.commitment = d.about
    and l.percent = d.level and d.started_at >= l.started_at
    and (l.stopped_at is null or d.started_at < l.stopped_at or d.started_at = l.started_at)
  group by l.id
)
select
  l.id, l.clock, l.commitment, l.journey, l.run, l.started_at, l.percent, l.kind, l.told, l.reassign, t.fires_after,
  -- a clock that ended on a day of which no time is known is judged as its verdict is
  case
    when l.verdict = 'undecidable' then 'undecidable'
    when l.verdict = 'preempted' then 'spared'
    when l.end_by_day and l.unit in ('business', 'elapsed') and l.stopped_at <= t.fires_after
      and l.stopped_at + 86399999 > t.fires_after then 'undecidable'
    when l.end_by_day and l.stopped_at < t.due_at then 'spared'
    when l.end_by_day and l.stopped_at + 86400000 > t.fires_after then 'reached'
    when coalesce(l.stopped_at, :as_of) > t.fires_after then 'reached'
    when l.stopped_at is null then 'ahead'
    else 'spared' end as state,
  f.fired_at
from clock_levels l
join timed t on t.id = l.id
left join fired f on f.id = l.id
