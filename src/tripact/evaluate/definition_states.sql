-- Whether a definition by answers held (``3 of [a, b, c, d]``), by each framework that it has such a gate
-- for, and in which time. What is unknown or stale counts as not met; undecided says how many such there are.
select
  q.subject, d.definition, d.framework, q.from_ts, q.until_ts, d.needed,
  sum(case when q.state = 'met' then 1 else 0 end) as met,
  sum(case when q.state in ('unknown', 'stale') then 1 else 0 end) as undecided,
  case
    when sum(case when q.state = 'met' then 1 else 0 end) >= d.needed then 'met'
    when sum(case when q.state = 'not_met' then 0 else 1 end) >= d.needed then 'unknown'
    else 'not_met' end as state
from qualification q
join definition_dimensions d on d.framework = q.framework and d.dimension = q.dimension
group by q.subject, d.definition, d.framework, q.from_ts, q.until_ts, d.needed
