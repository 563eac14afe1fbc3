-- The value of a dimension for each pass: the one in force when it began, else the first one
-- stated afterwards. What is known of a deal belongs to the passes the deal stood in. A pass without
-- any value has no row: blank, which is not the word "unknown".
with stated as (
  select person as journey, cast(null as bigint) as deal, value, from_ts, until_ts
  from attribute_states
  where name = :dimension and value is not null
  union all
  select coalesce(c.person, a.deal), a.deal, a.value, a.ts, a.until_ts
  from (
    select
      deal, value, ts,
      coalesce(lead(ts) over (partition by deal order by ts, seq), :end) as until_ts
    from attributes
    where deal is not null and person is null and name = :dimension
  ) a
  left join conversions c on c.deal = a.deal
  where a.value is not null
  union all
  -- a deal has what is known of the account it belongs to
  select
    coalesce(c.person, l.deal), l.deal, a.value, greatest(a.ts, l.ts),
    coalesce(lead(a.ts) over (partition by l.deal order by a.ts, a.seq), :end)
  from links l
  join attributes a on a.account = l.other_key and a.person is null and a.deal is null and a.name = :dimension
  left join conversions c on c.deal = l.deal
  where l.relation = 'belongs_to' and l.deal is not null and a.value is not null
), began as (
  select journey, pass, min(reached_at) as began_at, max(by_day) as by_day
  from entries
  group by journey, pass
), stood as (
  select distinct journey, pass, deal
  from visits
  where deal is not null
), ranked as (
  select
    b.journey, b.pass, s.value as label,
    row_number() over (
      partition by b.journey, b.pass
      order by
        case when s.from_ts <= b.began_at + b.by_day * 86399999 and b.began_at < s.until_ts then 0 else 1 end,
        s.from_ts, s.value) as choice
  from began b
  join stated s on s.journey = b.journey and s.until_ts > b.began_at
  left join stood d on d.journey = b.journey and d.pass = b.pass and d.deal = s.deal
  left join (select distinct deal from stood) k on k.deal = s.deal
  where s.deal is null or d.deal is not null or k.deal is null
)
select journey, pass, label
from ranked
where choice = 1
