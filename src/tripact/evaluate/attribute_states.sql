-- The value each attribute of a person held, and when. A statement about an account reaches its
-- people when it is made, or when they join; the latest statement wins. An empty one withdraws.
with of_accounts as (
  select
    account, name, value, number, seq,
    ts as from_ts,
    coalesce(lead(ts) over (partition by account, name order by ts, seq), :end) as until_ts
  from attributes
  where account is not null and person is null
), stated as (
  select person, name, value, number, ts, seq
  from attributes
  where person is not null
  union all
  select m.person, a.name, a.value, a.number, greatest(a.from_ts, m.from_ts), a.seq
  from of_accounts a
  join memberships m on m.account = a.account
  where a.from_ts < m.until_ts and m.from_ts < a.until_ts
)
select
  person, name, value, number,
  ts as from_ts,
  coalesce(lead(ts) over (partition by person, name order by ts, seq), :end) as until_ts
from stated
