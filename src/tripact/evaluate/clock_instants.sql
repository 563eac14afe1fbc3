-- What starts and ends a clock, by instants, and what of it is known by its day alone. A fact that is
-- a start and an end at once, such as a call that is answered, starts nothing.
with ends as (
  select
    c.commitment, m.journey, m.ts, m.seq,
    case c.role when 'stop' then 0 else 2 end + case when m.day_precision then 1 else 0 end as ending,
    case when c.role = 'stop' and m.verb in ('attempt', 'touch') then 1 else 0 end as touched
  from moments m
  join clock_moments c on c.verb = m.verb and c.name = m.name
  join (select distinct commitment, journey from applying_starts) s
    on s.commitment = c.commitment and s.journey = m.journey
  where c.role in ('stop', 'cancel')
), marks as (
  select commitment, journey, ts, ending, touched, cast(null as bigint) as begins
  from ends
  union all
  select s.commitment, s.journey, s.ts, null, 0, case when s.day_precision then 1 else 0 end
  from applying_starts s
  left join (select distinct commitment, journey, ts, seq from ends where seq > 0) e
    on e.commitment = s.commitment and e.journey = s.journey and e.ts = s.ts and e.seq = s.seq
  where e.commitment is null
)
-- begins: 0, or 1 by day; ending: 0 a stop, 2 a cancel, and 1 more by day
select
  commitment, journey, ts, min(begins) as begins, min(ending) as ending,
  max(case when ending in (1, 3) then 1 else 0 end) as by_day,
  max(case when touched = 1 and ending = 0 then ts end) as touched_at,
  max(case when touched = 1 and ending = 1 then ts + 86399999 end) as touched_by
from marks
group by commitment, journey, ts
