-- Each use of the product, by the account it is recorded for, else the one its person belonged to then.
select
  coalesce(u.account, m.account) as account, u.person, u.action, coalesce(u.times, 1) as times, u.ts, u.seq
from usage u
left join memberships m on u.account is null and m.person = u.person and m.from_ts <= u.ts and u.ts < m.until_ts
where coalesce(u.account, m.account) is not null and :judged
