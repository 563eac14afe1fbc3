-- The clocks that stood as broken when their promise ended and do no longer: what kept them in time,
-- or made them void, was recorded only after that end. A clock whose own start was not recorded by
-- then stood as nothing: it is not revised. What a rule decided was known with the person's facts of
-- that instant. known_ts is when the verdict changed.
with facts_of_instant as (
  select person, ts, max(recorded_at) as recorded_at
  from fact_records
  where person is not null
  group by person, ts
), told as (
  select
    k.commitment, k.role, m.journey, m.verb, m.ts, m.day_precision, coalesce(f.recorded_at, i.recorded_at) as known_ts
  from moments m
  join clock_moments k on k.verb = m.verb and k.name = m.name
  left join fact_records f on f.seq = m.seq and m.seq > 0
  left join facts_of_instant i on i.person = m.journey and i.ts = m.ts
  where k.role in ('start', 'stop', 'cancel')
), kept as (
  select id, commitment, journey, run, state, started_at, stopped_at, breach_after, preempted
  from commitments
  where state in ('met', 'fulfilled_early', 'cancelled') and breach_after < :known_at
), begun as (
  select c.id, min(t.known_ts) as known_ts
  from kept c
  join told t on t.commitment = c.commitment and t.journey = c.journey and t.role = 'start' and t.ts = c.started_at
  group by c.id
), ended as (
  select c.id, min(t.known_ts) as known_ts
  from kept c
  join told t on t.commitment = c.commitment and t.journey = c.journey and t.ts = c.stopped_at
    and t.role = case c.state when 'cancelled' then 'cancel' else 'stop' end
  where c.preempted = 0
  group by c.id
  union all
  -- an obligation to try is kept by all the attempts up to the one that completed it
  select c.id, max(f.recorded_at)
  from kept c
  join clock_made a
    on a.commitment = c.commitment and a.journey = c.journey and a.run = c.run and a.ts <= c.stopped_at
  join fact_records f on f.seq = a.seq
  where c.state = 'met' and c.preempted = 0
  group by c.id
  union all
  select c.id, min(t.known_ts)
  from kept c
  join clock_rules r on r.commitment = c.commitment
  join told t on t.commitment = c.commitment and t.journey = c.journey and t.role = 'stop'
    and t.verb in ('attempt', 'touch') and t.ts <= c.started_at
    and t.ts + case when t.day_precision then 86399999 else 0 end >= c.started_at - r.preceding
  where c.preempted = 1
  group by c.id
)
select c.id as clock, min(e.known_ts) as known_ts
from kept c
join begun b on b.id = c.id
join ended e on e.id = c.id
where b.known_ts <= c.breach_after and e.known_ts > c.breach_after
group by c.id
