-- What happened to a journey that a commitment speaks of, and in which role.
select m.ts, m.seq, c.role, m.verb, m.name, m.channel, m.day_precision
from moments m
join clock_moments c on c.verb = m.verb and c.name = m.name
where c.commitment = :commitment and m.journey = :journey
