-- The pauses of each reading: read kindly they begin as early and last as long as their days allow, read
-- strictly they begin as late and end as early.
with marks as (
  select
    d.id, c.role, c.pause, m.ts as first_ts,
    case when m.day_precision then greatest(least(m.ts + 86399999, :as_of), m.ts) else m.ts end as last_ts
  from doubtful_runs d
  join clock_moments c on c.commitment = d.commitment and c.role in ('pause', 'resume')
  join moments m on m.journey = d.journey and m.verb = c.verb and m.name = c.name
), held as (
  select
    p.id, p.first_ts, p.last_ts,
    min(case when r.first_ts > p.last_ts then r.last_ts end) as last_until,
    min(case when r.last_ts > p.first_ts then r.first_ts end) as first_until
  from marks p
  left join marks r on r.id = p.id and r.pause = p.pause and r.role = 'resume'
  where p.role = 'pause'
  group by p.id, p.pause, p.first_ts, p.last_ts
)
select -2 * id - 1 as id, first_ts as from_ts, last_until as until_ts
from held
union all
select -2 * id, last_ts, first_until
from held
where first_until is null or first_until > last_ts
