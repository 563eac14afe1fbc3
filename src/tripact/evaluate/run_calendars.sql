-- The calendar that each run is counted on: that of the record's owner or of the customer, as known at
-- its start; where they have none in the agreement, that of the team which answers.
with told as (
  select
    r.commitment, r.journey, r.run, w.whose,
    case when w.whose = 'owner' then o.owner else coalesce(s.value, a.value) end as named
  from clock_runs r
  join run_whose w on w.commitment = r.commitment
  left join owner_states o
    on w.whose = 'owner' and o.journey = r.journey and o.from_ts <= r.started_at and r.started_at < o.until_ts
  left join clock_lines l on l.line = r.journey
  left join attribute_states s
    on w.whose = 'customer' and s.person = coalesce(l.person, r.journey) and s.name = w.attribute
    and s.from_ts <= r.started_at and r.started_at < s.until_ts
  left join account_states a
    on w.whose = 'customer' and a.account = l.account and a.name = w.attribute
    and a.from_ts <= r.started_at and r.started_at < a.until_ts
)
select r.*, t.whose, t.named, coalesce(c.calendar, r.calendar) as ran_on
from clock_runs r
left join told t on t.commitment = r.commitment and t.journey = r.journey and t.run = r.run
left join whose_calendars c on c.whose = t.whose and c.named = t.named
