-- The ladder of each run: after which instant a level is reached, whether it was, and when it was
-- recorded as fired. What was recorded stays fired, whatever became known later; a run whose start was
-- restated keeps what was fired for it.
with timed as (
  -- the whole time is used up where the run is broken: a rolled end is moved after all pauses, the shares are not
  select
    l.*, c.commitment, c.journey, c.run, c.state as verdict, c.preempted, b.end_by_day,
    case
      when l.percent = 100 then c.due_at
      when l.percent < 100 and t.due_at > c.due_at then c.due_at
      when l.percent > 100 and t.due_at < c.due_at then c.due_at
      else t.due_at end as due_at,
    case
      when l.percent = 100 then c.breach_after
      when l.percent < 100 and t.breach_after > c.breach_after then c.breach_after
      when l.percent > 100 and t.breach_after < c.breach_after then c.breach_after
      else t.breach_after end as fires_after
  from clock_levels l
  join commitments c on c.id = l.clock
  join clock_budgets b on b.id = l.clock
  left join level_business_time_clocks t on t.id = l.id
), seen as (
  -- a clock that ended on a day of which no time is known is judged as its verdict is
  select
    timed.*,
    case
      when verdict = 'undecidable' then 'undecidable'
      when preempted = 1 then 'spared'
      when end_by_day and ended_at < due_at then 'spared'
      when end_by_day and ended_at + 86400000 > fires_after then 'reached'
      when coalesce(ended_at, :as_of) > fires_after then 'reached'
      when ended_at is null then 'ahead'
      else 'spared' end as state
  from timed
), fired as (
  select
    s.id, min(d.recorded_at) as fired_at
  from seen s
  join decisions d
    on d.decision = s.kind and d.about = s.commitment and d.level = s.percent
    and d.started_at >= s.started_at and (s.ended_at is null or d.started_at < s.ended_at or d.started_at = s.started_at)
  left join conversions v on v.deal = d.deal
  where coalesce(d.person, v.person, d.deal) = s.journey
  group by s.id
)
select
  s.id, s.clock, s.commitment, s.journey, s.run, s.started_at, s.percent, s.kind, s.told, s.reassign, s.fires_after,
  s.state, f.fired_at
from seen s
left join fired f on f.id = s.id
