-- Which account a person belonged to, and when: the latest statement holds until the next one.
-- Saying the same account again changes nothing.
with stated as (
  select
    person, other_key as account, ts, seq,
    lag(other_key) over (partition by person order by ts, seq) as account_before
  from links
  where relation = 'belongs_to' and person is not null
)
select
  person, account,
  ts as from_ts,
  coalesce(lead(ts) over (partition by person order by ts, seq), :end) as until_ts
from stated
where account_before is null or account_before <> account
