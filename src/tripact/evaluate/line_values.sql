-- What is known of whatever a clock runs on, and when: of a person, of a further deal (what is said
-- of it and of its person), of an account. No value: it was withdrawn.
with of_deals as (
  select
    deal, name, value, seq, ts as from_ts,
    coalesce(lead(ts) over (partition by deal, name order by ts, seq), :end) as until_ts
  from attributes
  where deal is not null and person is null
  union all
  select deal, 'owner', owner, seq, ts, coalesce(lead(ts) over (partition by deal order by ts, seq), :end)
  from deals
  where deal is not null and owner is not null
)
select person as line, name, value, seq, from_ts, until_ts
from attribute_states
union all
select l.line, s.name, s.value, s.seq, s.from_ts, s.until_ts
from attribute_states s
join clock_lines l on l.person = s.person
union all
select l.line, s.name, s.value, s.seq, s.from_ts, s.until_ts
from account_states s
join clock_lines l on l.account = s.account
union all
select coalesce(l.line, c.person, d.deal), d.name, d.value, d.seq, d.from_ts, d.until_ts
from of_deals d
left join conversions c on c.deal = d.deal
left join clock_lines l on l.line = d.deal
