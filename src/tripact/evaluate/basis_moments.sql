-- When a person is there without a lawful basis for contact (DAT-3): when they first enter a stage and
-- have not consented by then, and when a consent expires before anything else is said of it.
with stated as (
  select
    person, state, ts, seq, expires_at, day_precision,
    lead(ts) over (partition by person order by ts, seq) as next_ts
  from consents
  where person is not null
), captured as (
  select journey, min(entered_at) as ts, min(seq) as seq, max(case when day_precision then 1 else 0 end) as by_day
  from visits
  where pass = 1 and (deal is null or deal <> journey)
  group by journey
), first_said as (
  select person, min(ts) as ts
  from stated
  where state = 'given'
  group by person
)
select c.journey as person, c.ts, c.seq, c.by_day = 1 as day_precision
from captured c
left join first_said f on f.person = c.journey and f.ts <= c.ts
where f.person is null
union all
select person, expires_at, seq, day_precision
from stated
where state = 'given' and expires_at <= :as_of and expires_at < coalesce(next_ts, :end)
