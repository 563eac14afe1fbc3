-- Whose facts it takes to judge the touched: their own, and those of their accounts and deals. An account
-- is judged by what its people, its users and its deals did: of these it takes what reaches the account, unless
-- all of them matter (own). Statements may name any of those who are the same subject.
with judged as (
  select key from touched
  union
  select s.key from canonical s join touched t on t.key = s.survivor
), people as (
  select key, 1 as own from judged
  union all
  select l.person, o.spoken
  from ledger.links l
  join judged_accounts o on o.key = l.other_key
  where l.relation = 'belongs_to' and l.other_key in (select key from judged)
  union all
  select l.deal, o.spoken
  from ledger.links l
  join judged_accounts o on o.key = l.other_key
  where l.relation = 'belongs_to' and l.person is null and l.other_key in (select key from judged)
  union all
  select distinct u.person, o.spoken
  from ledger.usage u
  join judged_accounts o on o.key = u.account
  where u.account in (select key from judged)
  union all
  select d.deal, o.spoken
  from ledger.deals d
  join judged_accounts o on o.key = d.account
  where d.account in (select key from judged)
), linked as (
  select key, own from people
  union all
  select l.other_key, 1
  from ledger.links l
  where l.relation = 'belongs_to' and coalesce(l.person, l.deal) in (select key from people where own = 1)
  union all
  select t.deal, p.own
  from people p
  left join canonical s on s.key = p.key
  join deal_ties t on t.person = coalesce(s.survivor, p.key)
), surviving as (
  select coalesce(s.survivor, l.key) as key, max(l.own) as own
  from linked l
  left join canonical s on s.key = l.key
  where l.key is not null
  group by coalesce(s.survivor, l.key)
)
select key, own from surviving
union all
select s.key, f.own from canonical s join surviving f on f.key = s.survivor
