-- The runs of each prohibition: from what starts it, over the rest that the reason of the move begins
-- (by local days of its calendar), to what lifts it or begins it anew.
with reasons as (
  select coalesce(l.line, m.person, c.person, m.deal) as journey, m.ts, max(m.reason) as reason
  from moves m
  left join clock_lines l on l.line = m.deal
  left join conversions c on c.deal = m.deal
  group by coalesce(l.line, m.person, c.person, m.deal), m.ts
)
select
  r.commitment, r.journey, r.run, r.started_at, r.ended_at, r.end_role, k.of_person, k.by_channel, o.reason,
  t.ends_at as until_at
from clock_runs r
join clock_rules k on k.commitment = r.commitment and k.grade = 'prohibition'
left join reasons o on o.journey = r.journey and o.ts = r.started_at
left join rests x on x.commitment = r.commitment and x.reason = o.reason
left join rests y on y.commitment = r.commitment and y.reason = ''
left join day_ends d
  on d.calendar = r.calendar and d.utc_day = r.started_at // 86400000
  and d.from_ts <= r.started_at and r.started_at < d.until_ts
left join day_targets t on t.calendar = d.calendar and t.day = d.day + coalesce(x.days, y.days)
-- a reason for which no rest is agreed forbids nothing
where k.restarts = 0 or coalesce(x.days, y.days) is not null
