-- Open time at an instant: B(t) = total + pace * (t - from_ts) on the piece of its calendar's day that holds t.
-- Outside the expanded calendar there is no piece, so the answer is null and never a guess.
select
  q.*,
  p.total + p.pace * (:t - p.from_ts) as b
from points q
left join day_pieces p
  on p.calendar = q.calendar
  and p.day = :t // 86400000
  and p.from_ts <= :t
  and :t < p.until_ts
