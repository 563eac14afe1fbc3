-- The value each attribute of an account held, and when; the latest statement holds until the next.
select
  account, name, value, number, truth, seq,
  ts as from_ts,
  coalesce(lead(ts) over (partition by account, name order by ts, seq), :end) as until_ts
from attributes
where account is not null and person is null
