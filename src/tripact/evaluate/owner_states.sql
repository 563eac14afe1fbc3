-- Who owned the record of a journey, and when: its person, their account or its deal says so, and the
-- latest statement wins.
with stated as (
  select person as journey, value as owner, from_ts as ts, seq
  from attribute_states
  where name = 'owner'
  union all
  select coalesce(c.person, a.deal), a.value, a.ts, a.seq
  from attributes a
  left join conversions c on c.deal = a.deal
  where a.name = 'owner' and a.deal is not null and a.person is null
  union all
  select coalesce(c.person, d.deal), d.owner, d.ts, d.seq
  from deals d
  left join conversions c on c.deal = d.deal
  where d.owner is not null
)
select journey, owner, ts as from_ts, coalesce(lead(ts) over (partition by journey order by ts, seq), :end) as until_ts
from stated
