-- The slowly changing values that rules may name, from each change until the next: fit with its
-- bounds and coverage (methods §1.1), penalties taken off (§1.3). A column is added for each
-- attribute that a rule names.
with known as (
  select
    s.person, s.ts, s.until_ts,
    cast(s.points as double) as earned_points,
    cast(s.points + x.lowest - s.lowest as double) as worst_points,
    cast(s.points + x.highest - s.highest as double) as best_points,
    cast(s.highest as double) as known_points,
    cast(s.penalty as double) / 1000 as taken,
    case when x.highest > 0 then cast(x.highest as double) end as attainable
  from standings s
  left join fit_maximum x on x.from_ts <= s.ts and s.ts < x.until_ts
)
select
  k.person, k.ts, k.until_ts,
  k.earned_points / 1000 as fit_points,
  case when k.attainable is not null then
    greatest(0, least(100, 100 * k.earned_points / nullif(k.attainable, 0) + k.taken)) end as fit,
  case when k.attainable is not null then
    greatest(0, least(100, 100 * k.worst_points / nullif(k.attainable, 0) + k.taken)) end as fit_lower,
  case when k.attainable is not null then
    greatest(0, least(100, 100 * k.best_points / nullif(k.attainable, 0) + k.taken)) end as fit_upper,
  k.known_points / nullif(k.attainable, 0) as fit_coverage
from known k
