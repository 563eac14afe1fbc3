-- The union of the pauses of each clock, from its start on: overlapping and touching ones become one.
with clipped as (
  select
    c.calendar,
    c.id,
    greatest(p.from_ts, c.start_ts) as from_ts,
    coalesce(p.until_ts, :end) as until_ts
  from pauses p
  join clocks c on c.id = p.id
  where coalesce(p.until_ts, :end) > greatest(p.from_ts, c.start_ts)
), reached as (
  select
    clipped.*,
    max(until_ts) over (
      partition by id order by from_ts, until_ts rows between unbounded preceding and 1 preceding) as reached_ts
  from clipped
), numbered as (
  select
    reached.*,
    sum(case when from_ts <= reached_ts then 0 else 1 end) over (
      partition by id order by from_ts, until_ts rows between unbounded preceding and current row) as part
  from reached
)
-- an open pause has no end
select calendar, id, part, min(from_ts) as from_ts, nullif(max(until_ts), :end) as until_ts
from numbered
group by calendar, id, part
