-- What would follow each run of an obligation to try: the first further start after its attempts were
-- made, or after its time was over.
with ended as (
  select
    b.commitment, b.journey, t.stretch, b.started_at, b.start_by_day, d.breach_after,
    case when b.end_role = 'stop' and b.early = 0 then b.ended_at end as completed_at
  from clock_budgets b
  join clock_deadlines d on d.id = b.id
  join tried_runs t on t.commitment = b.commitment and t.journey = b.journey and t.run = b.run
), followed as (
  select
    e.commitment, e.journey, e.stretch, e.started_at, n.started_at as next_at, n.start_by_day as next_by_day,
    row_number() over (
      partition by e.commitment, e.journey, e.stretch, e.started_at order by n.started_at) as place
  from ended e
  join ended n
    on n.commitment = e.commitment and n.journey = e.journey and n.stretch = e.stretch and n.started_at > e.started_at
    and (n.started_at >= e.completed_at or n.started_at > e.breach_after)
)
select commitment, journey, stretch, started_at, next_at, next_by_day
from followed
where place = 1
