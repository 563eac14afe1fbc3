-- On which day after its start the k-th counted attempt of each obligation was made, counted.
with firsts as (
  select commitment, journey, run, tried, min(ts) as ts
  from clock_attempts
  group by commitment, journey, run, tried
)
select c.commitment, f.tried as attempt, (f.ts - c.started_at) // 86400000 as day, count(*) as n
from commitments c
join clock_needs k on k.commitment = c.commitment
join firsts f on f.commitment = c.commitment and f.journey = c.journey and f.run = c.run
where c.started_at >= :since and c.started_at < :until and f.tried between 1 and k.attempts
group by c.commitment, f.tried, (f.ts - c.started_at) // 86400000
order by c.commitment, attempt, day
