-- When a person is there without a lawful basis for contact (DAT-3): when they first enter a stage and
-- have not consented by then, and when a consent expires and none is left on any channel.
with captured as (
  select journey, min(entered_at) as ts, min(seq) as seq, max(case when day_precision then 1 else 0 end) as by_day
  from visits
  where pass = 1 and (deal is null or deal <> journey)
  group by journey
), given as (
  select person, from_ts, until_ts, lasts_until, seq, day_precision
  from contact_bases
  where state = 'given'
), first_given as (
  select person, min(from_ts) as ts
  from given
  group by person
)
select c.journey as person, c.ts, c.seq, c.by_day = 1 as day_precision
from captured c
left join first_given f on f.person = c.journey and f.ts <= c.ts
where f.person is null
union all
select e.person, e.lasts_until, min(e.seq), max(case when e.day_precision then 1 else 0 end) = 1
from given e
left join given o on o.person = e.person and o.from_ts <= e.lasts_until and e.lasts_until < o.lasts_until
where e.lasts_until < e.until_ts and e.lasts_until <= :as_of and o.person is null
group by e.person, e.lasts_until
