-- The instants, beside those of their values, at which a way back of somebody may open (methods §2.1):
-- each recorded move, the end of any rest that may begin with it, each signal that ends one at once, and each
-- statement about them.
select journey as person, ts
from recorded
union
select r.journey, e.ends_at
from recorded r
join rest_ends e on e.utc_day = r.ts // 86400000 and e.from_ts <= r.ts and r.ts < e.until_ts
where e.ends_at <= :as_of
union
select s.person, s.ts
from signals s
join bypass_signals b on b.signal = s.signal
where s.person is not null
union
select person, ts
from attributes
where person is not null
