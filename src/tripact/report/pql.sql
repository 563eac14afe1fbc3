-- Each product qualification with what became of it: when somebody worked on the account, whether it paid
-- already when it qualified, and when it next began to pay.
select
  p.definition, p.pass, p.ts, p.settled_at,
  max(case when y.from_ts <= p.ts and p.ts < y.until_ts then 1 else 0 end) as customer,
  min(case when y.from_ts > p.ts then y.from_ts end) as paid_at
from account_promotions p
left join account_payments y on y.account = p.account
where p.ts >= :since and p.ts < :until
group by p.definition, p.pass, p.ts, p.settled_at, p.account
order by p.definition, p.ts, p.account
