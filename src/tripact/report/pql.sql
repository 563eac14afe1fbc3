-- Each product qualification with what became of it: when somebody worked on the account, and when it
-- began to pay.
with paying as (
  select account, min(ts) as paid_at
  from revenue
  where account is not null and movement in ('new', 'reactivation')
  group by account
)
select p.definition, p.pass, p.ts, p.settled_at, y.paid_at
from account_promotions p
left join paying y on y.account = p.account
where p.ts >= :since and p.ts < :until
order by p.definition, p.ts, p.account
