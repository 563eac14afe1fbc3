-- How many passes have no value of a dimension, how many have one, and how many say "unknown".
select
  count(*) - count(l.label) as blank,
  count(l.label) as labelled,
  count(case when l.label in ('unknown', 'Unknown') then 1 end) as said_unknown
from cohort e
left join labels l on l.journey = e.journey and l.pass = e.pass
