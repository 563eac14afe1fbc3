-- When somebody worked on an account (methods §2.4): tried to reach one of its people, moved one of
-- them or a deal, or took or returned a handoff. It is told of the account, of its people or of its deals.
-- An attempt is what clocks count as one: what came in, what is not counted and what a machine sent is none.
with told as (
  select journey, deal, account, ts, seq, cast(null as text) as stage
  from attempt_meanings
  where made = 1
  union all
  select coalesce(m.person, c.person, m.deal), m.deal, m.account, m.ts, m.seq, m.stage
  from moves m
  left join conversions c on c.deal = m.deal
  union all
  select coalesce(h.person, c.person, h.deal), h.deal, h.account, h.ts, h.seq, null
  from handoffs h
  left join conversions c on c.deal = h.deal
  where h.action in ('acknowledged', 'accepted', 'returned')
)
select account, coalesce(deal, journey) as subject, ts, seq, stage
from told
where account is not null
union
select b.account, coalesce(t.deal, t.journey), t.ts, t.seq, t.stage
from told t
join account_ties b on b.subject = t.journey and b.from_ts <= t.ts and t.ts < b.until_ts
union
select b.account, t.deal, t.ts, t.seq, t.stage
from told t
join account_ties b on b.subject = t.deal and b.from_ts <= t.ts and t.ts < b.until_ts
