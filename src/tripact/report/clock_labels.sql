-- The value of a dimension for each clock: the latest one in force when it started, else the first
-- one stated afterwards. A clock without any has no row: blank, which is not the word "unknown".
with of_deals as (
  select
    deal, value, ts as from_ts, coalesce(lead(ts) over (partition by deal order by ts, seq), :end) as until_ts
  from attributes
  where deal is not null and person is null and name = :dimension
  union all
  select deal, owner, ts, coalesce(lead(ts) over (partition by deal order by ts, seq), :end)
  from deals
  where deal is not null and owner is not null and :dimension = 'owner'
), stated as (
  select person as journey, value, from_ts, until_ts
  from attribute_states
  where name = :dimension and value is not null
  union all
  select coalesce(c.person, d.deal), d.value, d.from_ts, d.until_ts
  from of_deals d
  left join conversions c on c.deal = d.deal
  where d.value is not null
), ranked as (
  select
    b.id as clock, s.value as label,
    row_number() over (
      partition by b.id
      order by
        case when s.from_ts <= b.started_at and b.started_at < s.until_ts then 0 else 1 end,
        case when s.from_ts <= b.started_at then -s.from_ts else s.from_ts end, s.value) as choice
  from commitments b
  join stated s on s.journey = b.journey
  where s.from_ts > b.started_at or s.until_ts > b.started_at
)
select clock, label
from ranked
where choice = 1
