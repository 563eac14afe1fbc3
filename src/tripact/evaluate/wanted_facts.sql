-- Whose facts it takes to judge the touched: their own, and those of their accounts and deals. An account
-- is judged by what its people did, also on their deals, so theirs are wanted as well. Statements may name any of those who are
-- the same subject.
with judged as (
  select key from touched
  union
  select s.key from canonical s join touched t on t.key = s.survivor
), people as (
  select key from judged
  union
  select l.person
  from ledger.links l
  where l.relation = 'belongs_to' and l.other_key in (select key from judged)
    and l.other_key in (select key from judged_accounts)
), linked as (
  select key from people
  union
  select l.other_key as key
  from ledger.links l
  where l.relation = 'belongs_to' and coalesce(l.person, l.deal) in (select key from judged)
  union
  select l.deal
  from ledger.links l
  where l.relation = 'converted' and l.other_key in (select key from people)
), named as (
  select key from judged
  union
  select key from linked where key is not null
), surviving as (
  select coalesce(s.survivor, n.key) as key
  from named n
  left join canonical s on s.key = n.key
)
select key from surviving
union
select s.key from canonical s join surviving f on f.key = s.survivor
