-- Whose facts may matter to a journey's clocks: its own, its person's and deals', and those of the
-- accounts they ever belonged to, with all people and deals of these.
with own as (
  select distinct journey as line, journey as person from commitments
  union
  select c.journey, v.person
  from commitments c
  join conversions v on v.deal = c.journey
), accounts as (
  select line, person as account from own
  union
  select o.line, t.account
  from own o
  join account_ties t on t.subject = o.person
), people as (
  select line, person from own
  union
  select a.line, t.subject
  from accounts a
  join account_ties t on t.account = a.account
)
select line as journey, person as subject from people
union
select line, account from accounts
union
select p.line, v.deal
from people p
join conversions v on v.person = p.person
