-- The running sums of slowly changing values, from each change until the next one.
select
  person,
  ts,
  coalesce(lead(ts) over (partition by person order by ts), :end) as until_ts,
  cast(sum(points) over (
    partition by person order by ts rows between unbounded preceding and current row) as bigint) as points,
  cast(sum(highest) over (
    partition by person order by ts rows between unbounded preceding and current row) as bigint) as highest,
  cast(sum(lowest) over (
    partition by person order by ts rows between unbounded preceding and current row) as bigint) as lowest,
  cast(sum(penalty) over (
    partition by person order by ts rows between unbounded preceding and current row) as bigint) as penalty
from changes
