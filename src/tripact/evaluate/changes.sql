-- Every instant at which a slowly changing value of a person may change, and by how much its
-- sums change there: a span adds its points where it begins and takes them away where it ends.
-- Spans of no points only matter to what is known (bounds, coverage), or to whoever is nobody else.
with steps as (
  select person, from_ts as ts, points, highest, lowest, 0 as penalty
  from fit_spans
  where points <> 0 or :of_no_points
  union all
  select person, until_ts, -points, -highest, -lowest, 0
  from fit_spans
  where until_ts < :end and (points <> 0 or :of_no_points)
  union all
  select person, from_ts, 0, 0, 0, points
  from penalty_spans
  union all
  select person, until_ts, 0, 0, 0, -points
  from penalty_spans
  where until_ts < :end
  union all
  -- an attribute that earns no points may still be named by a rule
  select person, from_ts, 0, 0, 0, 0
  from attribute_states
  where name in (select name from rule_attributes)
  union all
  -- people of whom nothing is known begin with nothing
  select person, ts, 0, 0, 0, 0
  from strangers
  union all
  -- a rule that changes on a date is looked at on that date, for everybody
  select p.person, d.ts, 0, 0, 0, 0
  from (select distinct person from attribute_states union select person from strangers) p
  cross join policy_dates d
)
select
  person, ts,
  cast(sum(points) as bigint) as points,
  cast(sum(highest) as bigint) as highest,
  cast(sum(lowest) as bigint) as lowest,
  cast(sum(penalty) as bigint) as penalty
from steps
where ts <= :as_of
group by person, ts
