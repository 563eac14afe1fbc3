-- The value of an attribute for each deal asked for, as of its instant: what is stated of the deal itself, else of
-- its account, else of the person it came from.
select a.deal, a.ts, coalesce(d.text, c.value, p.value) as label
from asked_deals a
left join deal_states d
  on d.deal = a.deal and d.kind = 'attribute' and d.field = :dimension and d.from_ts <= a.ts and a.ts < d.until_ts
left join deal_accounts o on o.deal = a.deal
left join account_states c on c.account = o.account and c.name = :dimension and c.from_ts <= a.ts and a.ts < c.until_ts
left join conversions f on f.deal = a.deal
left join attribute_states p
  on p.person = f.person and p.name = :dimension and p.from_ts <= a.ts and a.ts < p.until_ts
