-- The value of a dimension for each clock: the latest one in force when it started, else the first
-- one stated afterwards. A clock without any has no row: blank, which is not the word "unknown".
with ranked as (
  select
    b.id as clock, s.value as label,
    row_number() over (
      partition by b.id
      order by
        case when s.from_ts <= b.started_at and b.started_at < s.until_ts then 0 else 1 end,
        case when s.from_ts <= b.started_at then -s.from_ts else s.from_ts end, s.value) as choice
  from commitments b
  join line_values s on s.line = b.journey
  where s.name = :dimension and s.value is not null and (s.from_ts > b.started_at or s.until_ts > b.started_at)
)
select clock, label
from ranked
where choice = 1
