-- Left inverse of B: the earliest instant before which there are b open milliseconds, for b > 0.
select
  q.*,
  p.from_ts + (:b - p.from_total) as due_at
from targets q
left join open_pieces p
  on p.calendar = q.calendar
  and p.bucket = (:b - 1) // 28800000
  and p.from_total < :b
  and :b <= p.until_total
