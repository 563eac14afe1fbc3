-- The spans during which a negative attribute takes points from fit (methods §1.3), in thousandths.
select
  s.person, s.name, p.points, s.seq,
  greatest(s.from_ts, p.from_ts) as from_ts,
  least(least(s.until_ts, p.until_ts), s.from_ts + p.lasts) as until_ts
from attribute_states s
join penalty_points p on p.name = s.name
where s.truth
  and s.from_ts < p.until_ts and p.from_ts < least(s.until_ts, s.from_ts + p.lasts)
