-- The runs of each clock of each journey: its stretches, cut where an obligation to try that was over
-- began anew. An objective is cut where its promise is.
with begun as (
  select commitment, journey, run as stretch, started_at, start_by_day
  from clock_stretches
  union all
  select s.commitment, s.journey, s.run, n.started_at, n.start_by_day
  from clock_renewals n
  join clock_rules k on k.of = n.commitment
  join clock_stretches s
    on s.commitment = k.commitment and s.journey = n.journey
    and s.started_at < n.started_at and n.started_at < coalesce(s.ended_at, :end)
  where n.renewed = 1
), followed as (
  select
    begun.*,
    row_number() over (partition by commitment, journey order by stretch, started_at) as run,
    lead(started_at) over (partition by commitment, journey, stretch order by started_at) as next_at,
    lead(start_by_day) over (partition by commitment, journey, stretch order by started_at) as next_by_day
  from begun
)
select
  f.commitment, f.journey, s.calendar, f.run, f.started_at, f.start_by_day,
  coalesce(f.next_at, s.ended_at) as ended_at,
  case when f.next_at is null then s.end_role else 'stop' end as end_role,
  case when f.next_at is null then s.end_by_day else f.next_by_day end as end_by_day,
  s.preempted
from followed f
join clock_stretches s on s.commitment = f.commitment and s.journey = f.journey and s.run = f.stretch
