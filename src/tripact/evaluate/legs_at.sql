-- Open time of a run at an instant: that of the calendar of the leg it lies in, plus what was gained.
select
  q.*,
  p.total + p.pace * (:t - p.from_ts) + l.gained as b
from points q
left join clock_legs l on l.id = q.id and l.from_ts <= :t and :t < l.until_ts
left join day_pieces p
  on p.calendar = l.calendar
  and p.day = :t // 86400000
  and p.from_ts <= :t
  and :t < p.until_ts
