-- The month in which each pass began; the months' borders are local midnights.
select b.journey, b.pass, m.label
from (select journey, pass, min(reached_at) as began_at from entries group by journey, pass) b
join periods m on m.from_ts <= b.began_at and b.began_at < m.until_ts
