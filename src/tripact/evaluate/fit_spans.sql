-- The spans during which an attribute's value earned fit points (methods §1.1), in thousandths.
-- Points of a value hold from a date, so a span may end because the agreement changed.
with known as (
  select distinct name, value, number
  from attribute_states
  where value is not null
), matched as (
  select k.name, k.value, p.points, p.highest, p.lowest, p.from_ts, p.until_ts
  from known k
  join fit_points p on p.attribute = k.name
  where p.value = k.value or (k.number >= p.low and k.number <= p.high)
), priced as (
  select name, value, points, highest, lowest, from_ts, until_ts
  from matched
  union all
  -- a known value that no line of the agreement names earns what "else" says
  select k.name, k.value, e.points, e.highest, e.lowest, e.from_ts, e.until_ts
  from known k
  join fit_else e on e.attribute = k.name
  left join (select distinct name, value from matched) m on m.name = k.name and m.value = k.value
  where m.name is null
)
select
  s.person, s.name, s.value,
  p.points, p.highest, p.lowest, s.seq,
  greatest(s.from_ts, p.from_ts) as from_ts,
  least(s.until_ts, p.until_ts) as until_ts
from attribute_states s
join priced p on p.name = s.name and p.value = s.value
where s.from_ts < p.until_ts and p.from_ts < s.until_ts
