-- Both ends of the time of each run. Days that must not end on a closed day end with business on
-- the next open one, after the pauses have moved them; the budget grows by that.
select
  b.id,
  case
    when x.day is not null then x.rolled_at
    -- people are told the time that was named, also if nothing is open then
    when t.moved = 0 then coalesce(b.named_at, t.due_at)
    else t.due_at end as due_at,
  case when x.day is null then t.breach_after else x.rolled_at end as breach_after,
  t.elapsed,
  b.amount + case when x.day is null then 0 else x.rolled_at - t.due_at end as amount
from clock_budgets b
left join business_time_clocks t on t.id = b.id
left join day_ends d
  on b.rolled = 1 and d.calendar = b.days_of and d.utc_day = (t.due_at - 1) // 86400000
  and d.from_ts < t.due_at and t.due_at <= d.until_ts
left join day_targets x on x.calendar = d.calendar and x.day = d.day and coalesce(x.rolled_at, 0) <> x.ends_at
