-- The verdict on each run of each clock (methods §4.1): kept if the time that ran until its end is
-- within the budget. An hour clock on a day-precision fact cannot be decided and is not guessed.
with seen as (
  select
    b.*, r.of, r.grade, t.due_at, t.breach_after, t.elapsed,
    case when b.unit in ('business', 'elapsed') and (b.start_by_day or b.end_by_day) then 1 else 0 end as by_day,
    case when h.id is null then 0 else 1 end as held
  from clock_budgets b
  join clock_rules r on r.commitment = b.commitment
  left join (
    select distinct id from clock_pauses where from_ts <= :as_of and (until_ts is null or until_ts > :as_of)
  ) h on h.id = b.id
  left join business_time_clocks t on t.id = b.id
)
select
  id, of as commitment, journey, run, started_at, due_at, breach_after, ended_at as stopped_at,
  case when preempted = 1 then 0 else elapsed end as elapsed,
  amount, unit, calendar, preempted, attempts, channels,
  case
    when end_role = 'cancel' then 'cancelled'
    when preempted = 1 then 'met'
    when by_day = 1 then 'undecidable'
    when ended_at is not null and elapsed <= amount and early = 1 then 'fulfilled_early'
    when ended_at is not null and elapsed <= amount then 'met'
    -- an obligation that ends late without its attempts was missed; late attempts do not mend it
    when ended_at is not null and early = 1 then 'breached_open'
    when ended_at is not null then 'met_late'
    when elapsed > amount then 'breached_open'
    when held = 1 then 'paused'
    else 'running' end as state
from seen
where grade = :grade
