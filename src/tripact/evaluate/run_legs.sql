-- The legs of each run: from its start on one calendar, and from each change of the owner on the next
-- owner's, where the commitment switches. What changes after the end changes nothing.
with runs as (
  select id, commitment, journey, calendar, started_at, ended_at
  from clock_budgets
  union all
  select r.id, b.commitment, b.journey, r.calendar, r.started_at, r.ended_at
  from run_readings r
  join clock_budgets b on b.id = r.read_of
), marks as (
  select b.id, b.calendar, b.started_at as from_ts
  from runs b
  union all
  select b.id, coalesce(c.calendar, k.calendar), o.from_ts
  from runs b
  join run_switches w on w.commitment = b.commitment
  join clock_rules k on k.commitment = b.commitment
  join owner_states o on o.journey = b.journey and o.from_ts < o.until_ts
  left join whose_calendars c on c.whose = 'owner' and c.named = o.owner
  where b.started_at < o.from_ts and o.from_ts < coalesce(b.ended_at, :end)
)
select
  id, calendar, from_ts,
  lead(from_ts) over (partition by id order by from_ts) as until_ts,
  row_number() over (partition by id order by from_ts) as n
from marks
