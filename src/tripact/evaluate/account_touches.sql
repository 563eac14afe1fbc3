-- When somebody worked on an account (methods §2.4): tried to reach one of its people, moved one of
-- them or a deal, or took or returned a handoff. What a machine sent is nobody's work.
with touched as (
  select account, person, deal, ts
  from attempts
  where automatic is null or not automatic
  union all
  select account, person, deal, ts
  from moves
  union all
  select account, person, deal, ts
  from handoffs
  where action in ('acknowledged', 'accepted', 'returned')
)
select distinct coalesce(t.account, m.account) as account, t.ts
from touched t
left join conversions c on c.deal = t.deal
left join memberships m
  on t.account is null and m.person = coalesce(t.person, c.person) and m.from_ts <= t.ts and t.ts < m.until_ts
where coalesce(t.account, m.account) is not null
