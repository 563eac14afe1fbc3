-- What the axis of its calendar shows when a clock is due, when it is broken, and how long it has run.
with paused as (
  -- how long the clock had run when each pause began: all before it was running or an earlier pause
  select
    p.id,
    p.began,
    p.ended,
    c.amount,
    c.stop_total,
    p.began - c.start_total - coalesce(sum(p.ended - p.began) over (
      partition by p.id order by p.part rows between unbounded preceding and 1 preceding), 0) as ran
  from paused_clocks p
  join begun_clocks c on c.id = p.id
), counted as (
  -- a pause moves the due moment if it begins before the time is used up, the breach also if it begins right then
  select
    id,
    sum(case when ran < amount then ended - began end) as before_due,
    sum(case when ran <= amount then ended - began end) as before_breach,
    count(case when ran < amount and ended is null then 1 end) as endless_before_due,
    count(case when ran <= amount and ended is null then 1 end) as endless_before_breach,
    sum(greatest(least(coalesce(ended, stop_total), stop_total) - began, 0)) as before_stop
  from paused
  group by id
)
select
  c.calendar,
  c.id,
  c.amount,
  c.start_total + c.amount as plain_total,
  case when coalesce(p.endless_before_due, 0) = 0
    then cast(c.start_total + c.amount + coalesce(p.before_due, 0) as bigint) end as due_total,
  case when coalesce(p.endless_before_breach, 0) = 0
    then cast(c.start_total + c.amount + coalesce(p.before_breach, 0) as bigint) end as breach_total,
  cast(c.stop_total - c.start_total - coalesce(p.before_stop, 0) as bigint) as elapsed
from begun_clocks c
left join counted p on p.id = c.id
