-- The slowly changing values of a person after each of their changes.
select
  person, ts,
  cast(sum(points) over (
    partition by person order by ts rows between unbounded preceding and current row) as bigint) as points,
  cast(sum(highest) over (
    partition by person order by ts rows between unbounded preceding and current row) as bigint) as highest,
  cast(sum(lowest) over (
    partition by person order by ts rows between unbounded preceding and current row) as bigint) as lowest,
  cast(sum(penalty) over (
    partition by person order by ts rows between unbounded preceding and current row) as bigint) as penalty
from changes
