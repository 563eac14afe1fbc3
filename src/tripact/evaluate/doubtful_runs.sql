-- The runs measured in hours that a fact of which only the day is known may touch, each from the first to
-- the last instant at which it may have started. That a touch before it surely kept it leaves no doubt.
with days as (
  select distinct c.commitment, m.journey
  from moments m
  join clock_moments c on c.verb = m.verb and c.name = m.name
  where m.day_precision
), runs as (
  select
    b.*,
    -- a run that a touch kept at once is ended by no later fact, and an obligation to try may be over by itself
    case when k.commitment is null and lag(b.preempted) over (partition by b.commitment, b.journey order by b.run) = 0
      then lag(b.started_at) over (partition by b.commitment, b.journey order by b.run) end as start_before
  from clock_budgets b
  left join clock_needs k on k.commitment = b.commitment
)
select
  r.id, r.commitment, r.journey, r.run, r.calendar, r.amount, r.ended_at, r.end_by_day, r.start_by_day, r.preempted,
  r.start_before, r.started_at as first_start,
  case when r.start_by_day then least(r.started_at + 86399999, :as_of) else r.started_at end as last_start
from runs r
left join days d on d.commitment = r.commitment and d.journey = r.journey
left join (select distinct id from owner_doubts) o on o.id = r.id
where r.unit in ('business', 'elapsed')
  and (d.commitment is not null or o.id is not null)
  and (r.preempted = 0 or r.start_by_day or r.end_by_day)
