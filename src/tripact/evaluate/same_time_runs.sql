-- The instant that a run names which ends at the same wall time of a later business day. Between an
-- instant and the wall time of its day lies a shift; it differs where clocks change.
select
  r.commitment, r.journey, r.run, r.calendar,
  r.started_at - s.shift + e.shift as named_at
from timed_runs r
join clock_promises p
  on p.commitment = r.commitment and p.same_time = 1 and p.from_ts <= r.started_at and r.started_at < p.until_ts
join day_ends d
  on d.calendar = r.calendar and d.utc_day = r.started_at // 86400000
  and d.from_ts <= r.started_at and r.started_at < d.until_ts
join business_ends b on b.calendar = d.calendar and b.business_day = d.business_day + p.amount
join wall_times s
  on s.calendar = d.calendar and s.day = d.day and s.from_ts <= r.started_at and r.started_at < s.until_ts
join wall_instants e
  on e.calendar = d.calendar and e.day = b.day
  and e.from_wall <= r.started_at - s.shift and r.started_at - s.shift < e.until_wall
