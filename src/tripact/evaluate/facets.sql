-- The named values that rules speak of, at each moment of a person (methods §1.1, §1.3).
-- Attributes, counts, engagement and intent are added as columns where a rule names them.
with known as (
  select
    m.*,
    cast(m.points as double) as earned_points,
    cast(m.points + x.lowest - m.lowest as double) as worst_points,
    cast(m.points + x.highest - m.highest as double) as best_points,
    cast(m.highest as double) as known_points,
    cast(m.penalty as double) / 1000 as taken,
    case when x.highest > 0 then cast(x.highest as double) end as attainable
  from moments m
  left join fit_maximum x on x.from_ts <= m.ts and m.ts < x.until_ts
)
select
  k.person, k.ts,
  k.earned_points / 1000 as fit_points,
  case when k.attainable is not null then
    greatest(0, least(100, 100 * k.earned_points / nullif(k.attainable, 0) + k.taken)) end as fit,
  case when k.attainable is not null then
    greatest(0, least(100, 100 * k.worst_points / nullif(k.attainable, 0) + k.taken)) end as fit_lower,
  case when k.attainable is not null then
    greatest(0, least(100, 100 * k.best_points / nullif(k.attainable, 0) + k.taken)) end as fit_upper,
  k.known_points / nullif(k.attainable, 0) as fit_coverage
from known k
