-- Right inverse of B: the latest instant before which there are b open milliseconds.
-- When the time is used up exactly at closing, that is the next opening.
select
  q.*,
  p.from_ts + (:b - p.from_total) as breach_after
from targets q
left join open_pieces p
  on p.calendar = q.calendar
  and p.bucket = :b // 28800000
  and p.from_total <= :b
  and :b < p.until_total
