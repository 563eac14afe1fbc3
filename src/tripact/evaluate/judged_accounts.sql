-- The accounts that may be judged by what their people do: the product was used there, or a fact
-- speaks of the account alone that may start a clock. With whoever is the same account.
with spoken_of as (
  select account as key from ledger.usage where account is not null
  union
  select account from ledger.signals where account is not null and person is null and deal is null
  union
  select account from ledger.attempts where account is not null and person is null and deal is null
), users as (
  select coalesce(s.survivor, u.person) as key
  from ledger.usage u
  left join canonical s on s.key = u.person
  where u.account is null
), named as (
  select key from spoken_of
  union
  select l.other_key
  from ledger.links l
  left join canonical s on s.key = l.person
  where l.relation = 'belongs_to' and coalesce(s.survivor, l.person) in (select key from users)
), surviving as (
  select coalesce(s.survivor, n.key) as key
  from named n
  left join canonical s on s.key = n.key
)
select key from surviving where :of_accounts
union
select s.key from canonical s join surviving f on f.key = s.survivor where :of_accounts
