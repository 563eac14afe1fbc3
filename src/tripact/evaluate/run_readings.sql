-- Each doubtful run read twice: as kindly as its days allow (started last, ended first), and as strictly
-- (started first, ended last). What both say is so at whatever time of their days the facts happened.
with surely as (
  select id, min(last_ts * 4 + ended_by) as last_end
  from possible_ends
  group by id
), ended as (
  select
    s.id, min(p.first_ts) as first_ts, min(s.last_end // 4) as last_ts, min(p.ended_by) as least, max(p.ended_by) as most
  from possible_ends p
  join surely s on s.id = p.id
  where s.last_end is null or p.first_ts * 4 + p.ended_by <= s.last_end
  group by s.id
), ways as (
  select 1 as kindly
  union all
  select 0
)
select
  -2 * d.id - w.kindly as id, d.id as read_of, w.kindly, d.calendar, d.amount,
  case when w.kindly = 1 then d.last_start else d.first_start end as started_at,
  case
    when w.kindly = 0 then e.last_ts
    when e.first_ts > d.last_start then e.first_ts
    when e.first_ts is not null then d.last_start end as ended_at,
  coalesce(e.least, 3) as least,
  case when e.last_ts is null then 3 else e.most end as most
from doubtful_runs d
cross join ways w
left join ended e on e.id = d.id
