-- The stretches of obligations to try that have further starts, as if each of them began a run.
with begun as (
  select commitment, journey, stretch, started_at, start_by_day
  from further_starts
  union all
  select distinct s.commitment, s.journey, s.run, s.started_at, s.start_by_day
  from clock_stretches s
  join further_starts f on f.commitment = s.commitment and f.journey = s.journey and f.stretch = s.run
)
select
  b.commitment, b.journey, s.calendar, b.stretch,
  row_number() over (partition by b.commitment, b.journey order by b.stretch, b.started_at) as run,
  b.started_at, b.start_by_day, s.ended_at, s.end_role, s.end_by_day, s.preempted
from begun b
join clock_stretches s on s.commitment = b.commitment and s.journey = b.journey and s.run = b.stretch
