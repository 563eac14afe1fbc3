-- The budget of each run, in milliseconds of its measure. Hours say it themselves; business days
-- end with the n-th business day after the start day, or at the same time of it, days with a local day: their budget is what
-- lies between the start and that end (methods §3.3). The promise in force at the start counts.
select
  row_number() over (order by r.commitment, r.journey, r.run) as id,
  r.commitment, r.journey, r.run, r.started_at, r.ended_at, r.end_role, r.start_by_day, r.end_by_day, r.preempted,
  r.early, p.unit, p.rolled, r.calendar as days_of, w.named_at,
  -- the wall clock, which is always open, has the number 0
  case when p.unit in ('business', 'business day') then r.calendar else 0 end as calendar,
  case p.unit
    when 'business day' then case when p.same_time = 1 then w.named_total else b.total end - r.start_total
    when 'day' then t.ends_at - r.started_at
    else p.amount end as amount
from timed_runs r
join clock_promises p on p.commitment = r.commitment and p.from_ts <= r.started_at and r.started_at < p.until_ts
left join day_ends d
  on d.calendar = r.calendar and d.utc_day = r.started_at // 86400000
  and d.from_ts <= r.started_at and r.started_at < d.until_ts
left join named_runs w on w.commitment = r.commitment and w.journey = r.journey and w.run = r.run
left join business_ends b on b.calendar = d.calendar and b.business_day = d.business_day + p.amount
left join day_targets t on t.calendar = d.calendar and t.day = d.day + p.amount
