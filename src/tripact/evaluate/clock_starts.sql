-- The moments at which a clock could start, and of whom they speak; whether it applies is asked at
-- each of them.
select
  c.commitment, m.journey, case when l.account is null then coalesce(l.person, m.journey) end as person, l.account,
  m.ts, m.seq, m.day_precision
from moments m
join clock_moments c on c.verb = m.verb and c.name = m.name
left join clock_lines l on l.line = m.journey
where c.role = 'start' and m.own = 1
