-- The next attempt of each run that is far enough from the one that counted before.
select m.commitment, m.journey, m.run, min(m.ts) as ts
from clock_made m
join counted_before b on b.commitment = m.commitment and b.journey = m.journey and b.run = m.run
where m.spacing > 0 and m.ts >= b.ts + m.spacing
group by m.commitment, m.journey, m.run
