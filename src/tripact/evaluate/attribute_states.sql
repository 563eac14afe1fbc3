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
  select
    a.person, a.name, a.value, a.number, a.truth, a.ts, a.seq,
    coalesce(lead(a.ts) over (partition by a.person, a.name order by a.ts, a.seq), :end) as until_ts
  from attributes a
  join several s on s.person = a.person
), stated as (
  select person, name, value, number, truth, ts, seq, 1 as rank
  from own
  union all
  select m.person, a.name, a.value, a.number, a.truth, greatest(a.from_ts, m.from_ts), a.seq, 1
  from account_states a
  join memberships m on m.account = a.account
  where a.from_ts < m.until_ts and m.from_ts < a.until_ts
  union all
  -- who leaves an account has again what was last stated of themselves, if anything was by then
  select m.person, a.name, o.value, o.number, o.truth, m.until_ts, coalesce(o.seq, 0), 0
  from memberships m
  join (select distinct account, name from account_states) a on a.account = m.account
  left join own o on o.person = m.person and o.name = a.name and o.ts < m.until_ts and m.until_ts <= o.until_ts
  where m.until_ts < :end
)
select a.person, a.name, a.value, a.number, a.truth, a.seq, a.ts as from_ts, :end as until_ts
from attributes a
left join several s on s.person = a.person
where a.person is not null and s.person is null
union all
select
  person, name, value, number, truth, seq,
  ts as from_ts,
  coalesce(lead(ts) over (partition by person, name order by ts, rank, seq), :end) as until_ts
from stated
