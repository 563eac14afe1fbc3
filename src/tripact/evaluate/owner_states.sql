-- Who owned what a clock runs on, and when: its person, their account or its deal says so, and the
-- latest statement wins.
select
  line as journey, value as owner, from_ts,
  coalesce(lead(from_ts) over (partition by line order by from_ts, seq), :end) as until_ts, seq
from line_values
where name = 'owner'
