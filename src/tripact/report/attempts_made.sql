-- When the k-th counted attempt of each obligation was made, and when its clock began, counted.
-- A slot is a quarter of an hour: borders of days of every zone lie between two.
with firsts as (
  select commitment, journey, run, tried, min(ts) as ts
  from clock_attempts
  group by commitment, journey, run, tried
)
select
  c.commitment, f.tried as attempt, c.started_at // 900000 as begun_slot, f.ts // 900000 as made_slot, count(*) as n
from commitments c
join clock_needs k on k.commitment = c.commitment
join firsts f on f.commitment = c.commitment and f.journey = c.journey and f.run = c.run
where c.started_at >= :since and c.started_at < :until and f.tried between 1 and k.attempts
group by c.commitment, f.tried, c.started_at // 900000, f.ts // 900000
