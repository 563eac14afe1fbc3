-- The accounts that may be judged by what their people do, with whoever is the same account: the product
-- was used there; they qualified once, or may now by what is new of them (qualifying); or a fact speaks of
-- the account alone (spoken), so that any clock may run on it that its people stop and pause.
with spoken_of as (
  select account as key from ledger.signals where account is not null and person is null and deal is null
  union
  select account from ledger.attempts where account is not null and person is null and deal is null
  union
  select account from ledger.handoffs where account is not null and person is null and deal is null
  union
  select account from ledger.milestones where account is not null and person is null and deal is null
), users as (
  select coalesce(s.survivor, u.person) as key
  from ledger.usage u
  left join canonical s on s.key = u.person
  where u.account is null
), named as (
  select account as key, 0 as spoken from qualifying
  union all
  select key, 1 from spoken_of
  union all
  select account, 0 from ledger.usage where account is not null
  union all
  select l.other_key, 0
  from ledger.links l
  left join canonical s on s.key = l.person
  where l.relation = 'belongs_to' and coalesce(s.survivor, l.person) in (select key from users)
), surviving as (
  select coalesce(s.survivor, n.key) as key, max(n.spoken) as spoken
  from named n
  left join canonical s on s.key = n.key
  where n.key is not null
  group by coalesce(s.survivor, n.key)
)
select key, spoken from surviving where :of_accounts
union
select s.key, f.spoken from canonical s join surviving f on f.key = s.survivor where :of_accounts
