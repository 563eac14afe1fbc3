-- Right inverse of a run's open time: in the leg in which the total is first passed.
select
  q.*,
  p.from_ts + (:b - l.gained - p.from_total) as breach_after
from targets q
left join clock_legs l on l.id = q.id and l.from_total <= :b and :b < l.until_total
left join open_pieces p
  on p.calendar = l.calendar
  and p.bucket = (:b - l.gained) // 28800000
  and p.from_total <= :b - l.gained
  and :b - l.gained < p.until_total
