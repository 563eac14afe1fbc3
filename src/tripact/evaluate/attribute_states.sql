-- The value each attribute of a person held, and when. A statement about an account reaches its
-- people when it is made, or when they join; the latest statement wins. An empty one withdraws.
with of_accounts as (
  select
    account, name, value, number, seq,
    ts as from_ts,
    coalesce(lead(ts) over (partition by account, name order by ts, seq), :end) as until_ts
  from attributes
  where account is not null and person is null
), several as (
  -- the people of whom an attribute may have been stated more than once; for all others one
  -- statement holds for ever, which spares them the window below
  select person from memberships
  union
  select subject from restated
), stated as (
  select a.person, a.name, a.value, a.number, a.ts, a.seq
  from attributes a
  join several s on s.person = a.person
  union all
  select m.person, a.name, a.value, a.number, greatest(a.from_ts, m.from_ts), a.seq
  from of_accounts a
  join memberships m on m.account = a.account
  where a.from_ts < m.until_ts and m.from_ts < a.until_ts
)
select a.person, a.name, a.value, a.number, a.ts as from_ts, :end as until_ts
from attributes a
left join several s on s.person = a.person
where a.person is not null and s.person is null
union all
select
  person, name, value, number,
  ts as from_ts,
  coalesce(lead(ts) over (partition by person, name order by ts, seq), :end) as until_ts
from stated
