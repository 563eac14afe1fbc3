-- The value each attribute of a person held, and when. A statement about an account reaches its
-- people when it is made, or when they join, and no longer when they leave; the latest statement
-- wins. An empty one withdraws.
with several as (
  -- the people of whom an attribute may have been stated more than once; for all others one
  -- statement holds for ever, which spares them the window below
  select person from memberships
  union
  select subject from restated
), own as (
  select a.person, a.name, a.value, a.number, a.truth, a.ts, a.seq
  from attributes a
  join several s on s.person = a.person
), stated as (
  select person, name, value, number, truth, ts, seq
  from own
  union all
  select m.person, a.name, a.value, a.number, a.truth, greatest(a.from_ts, m.from_ts), a.seq
  from account_states a
  join memberships m on m.account = a.account
  where a.from_ts < m.until_ts and m.from_ts < a.until_ts
  union all
  -- who leaves an account no longer has what was known of it alone
  select m.person, a.name, null, null, null, m.until_ts, 0
  from memberships m
  join (select distinct account, name from account_states) a on a.account = m.account
  left join (select distinct person, name from own) o on o.person = m.person and o.name = a.name
  where m.until_ts < :end and o.person is null
)
select a.person, a.name, a.value, a.number, a.truth, a.seq, a.ts as from_ts, :end as until_ts
from attributes a
left join several s on s.person = a.person
where a.person is not null and s.person is null
union all
select
  person, name, value, number, truth, seq,
  ts as from_ts,
  coalesce(lead(ts) over (partition by person, name order by ts, seq), :end) as until_ts
from stated
