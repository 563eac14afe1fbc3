-- The moments at which a clock could start; whether it applies is asked at each of them.
select c.commitment, m.journey, m.ts, m.seq, m.day_precision
from moments m
join clock_moments c on c.verb = m.verb and c.name = m.name
where c.role = 'start'
