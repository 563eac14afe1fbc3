-- Which account a person belonged to, and when: the latest statement holds until the next one.
select
  person,
  other_key as account,
  ts as from_ts,
  coalesce(lead(ts) over (partition by person order by ts, seq), :end) as until_ts
from links
where relation = 'belongs_to' and person is not null
