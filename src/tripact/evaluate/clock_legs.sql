-- The legs with what they add up to. The open time of a run is that of the leg's calendar plus what was
-- gained: so it goes on at each change where the leg before has ended (methods §3.2, switch).
with summed as (
  select
    l.*,
    min(case when n = 1 then begun_total end) over (partition by id) + coalesce(sum(ended_total - begun_total) over (
      partition by id order by n rows between unbounded preceding and 1 preceding), 0) as carried,
    -- nothing is known of the time after a leg whose calendar is not known
    sum(case when begun_total is null or (until_ts is not null and ended_total is null) then 1 else 0 end) over (
      partition by id order by n rows between unbounded preceding and current row) as unknown
  from legs_ended l
)
select
  id, n, calendar, from_ts,
  coalesce(until_ts, :end) as until_ts,
  case when unknown = 0 then cast(carried - begun_total as bigint) end as gained,
  case when unknown = 0 then cast(carried as bigint) end as from_total,
  case
    when unknown > 0 then null
    when until_ts is null then :end
    else cast(carried + ended_total - begun_total as bigint) end as until_total
from summed
