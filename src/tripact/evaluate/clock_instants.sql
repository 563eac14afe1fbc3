-- What starts and ends a clock, by instants, and what of it is known by its day alone. A fact that is
-- a start and an end at once, such as a call that is answered, starts nothing. What ends a pass ends
-- what ran in it: of a clock that it starts it ends, also by day, only what ran before.
with ends as (
  select
    c.commitment, m.journey, m.ts, m.seq,
    case
      when c.role = 'stop' then 0
      when c.role = 'cancel' then 2
      when k.commitment is not null then 4
      else 6 end + case when m.day_precision and (c.role <> 'over' or b.commitment is null) then 1 else 0 end as ending,
    case when c.role = 'stop' and m.verb in ('attempt', 'touch') then 1 else 0 end as touched
  from moments m
  join clock_moments c on c.verb = m.verb and c.name = m.name
  join (select distinct commitment, journey from applying_starts) s
    on s.commitment = c.commitment and s.journey = m.journey
  left join clock_needs k on k.commitment = c.commitment
  left join clock_moments b
    on b.commitment = c.commitment and b.role = 'start' and b.verb = m.verb and b.name = m.name
  where c.role in ('stop', 'cancel', 'over')
), marks as (
  select commitment, journey, ts, ending, touched, cast(null as bigint) as begins
  from ends
  union all
  select s.commitment, s.journey, s.ts, null, 0, case when s.day_precision then 1 else 0 end
  from applying_starts s
  left join (select distinct commitment, journey, ts, seq from ends where seq > 0 and ending < 4) e
    on e.commitment = s.commitment and e.journey = s.journey and e.ts = s.ts and e.seq = s.seq
  where e.commitment is null
)
-- begins: 0, or 1 by day; ending: 0 a stop, 2 a cancel, 4 and 6 the same with the pass, and 1 more by day
select
  commitment, journey, ts, min(begins) as begins, min(ending) as ending,
  max(case when ending % 2 = 1 then 1 else 0 end) as by_day,
  max(case when touched = 1 and ending = 0 then ts end) as touched_at,
  max(case when touched = 1 and ending = 1 then ts + 86399999 end) as touched_by
from marks
group by commitment, journey, ts
