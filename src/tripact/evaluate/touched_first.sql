-- Of whom the verdicts may change: all of whom something new was said (news), with whoever is the same
-- subject; the people and deals of an account that showed or became something; the accounts that are
-- judged by what such people, their users and their deals did, as far as it reaches them; whoever a deal came
-- from or is told of with (deal_ties). That work on somebody is long ago ('quiet') touches only their
-- accounts, as does their use of the product where no field asks for it; what only points may follow from
-- ('scores'), only those whom a rule can promote. What came after the last round, and does not decide who belongs
-- to an account, reaches only an account of which something is under way (busy). Whoever is touched by what came
-- after it alone is as before until then; all others are late.
with said as (
  select person as key, relation, reaches, late from news where person is not null
  union all
  select account, relation, reaches, late from news where account is not null
  union all
  select deal, relation, reaches, late from news where deal is not null
  union all
  -- an account is as before when somebody joins it, but for what reaches it
  select other_key, relation, reaches, late from news where other_key is not null and late = 1
), named as (
  select
    coalesce(s.survivor, n.key) as key,
    max(case when n.relation in ('quiet', 'scores') or n.relation = 'usage' and not :of_usage then 0 else 1 end)
      as fresh,
    max(case when n.relation = 'scores' then 1 else 0 end) as scored,
    max(n.reaches) as reaches,
    max(case when n.reaches = 1 and (n.late = 1 or n.relation in ('quiet', 'usage', 'links', 'consents', 'deals'))
      then 1 else 0 end) as decides,
    max(n.late) as late
  from said n
  left join canonical s on s.key = n.key
  group by coalesce(s.survivor, n.key)
), reaching as (
  -- what is said of an account alone reaches its people, as does its merging
  select coalesce(s.survivor, n.account) as key
  from news n
  left join canonical s on s.key = n.account
  where n.account is not null
    and (n.person is null and n.relation in ('attributes', 'signals', 'links') or n.relation = 'usage' and :of_usage)
), acting as (
  select key, reaches, decides from named
  union all
  select p.person, n.reaches, n.decides from deal_ties p join named n on n.key = p.deal
  union all
  -- what an account hands down to its people matters where all of them does
  select coalesce(p.survivor, l.person), 0, 0
  from ledger.links l
  left join canonical p on p.key = l.person
  left join canonical o on o.key = l.other_key
  where l.relation = 'belongs_to' and l.person is not null
    and coalesce(o.survivor, l.other_key) in (select key from reaching)
), near as (
  select key from acting
  union all
  select key from reaching
  union all
  select s.key from canonical s where s.survivor in (select key from acting union all select key from reaching)
), spoken as (
  select key from reaching
  union all
  select s.key from canonical s where s.survivor in (select key from reaching)
), belonging as (
  -- most links are of nobody near
  select coalesce(p.survivor, l.person) as person, coalesce(d.survivor, l.deal) as deal,
    coalesce(o.survivor, l.other_key) as account
  from (
    select person, deal, other_key from ledger.links
    where relation = 'belongs_to' and person in (select key from near)
    union all
    select person, deal, other_key from ledger.links
    where relation = 'belongs_to' and person is null and deal in (select key from near)
    union all
    select person, deal, other_key from ledger.links
    where relation = 'belongs_to' and other_key in (select key from spoken)
  ) l
  left join canonical p on p.key = l.person
  left join canonical d on d.key = l.deal
  left join canonical o on o.key = l.other_key
), tied as (
  select coalesce(person, deal) as key, account from belonging
  union
  select coalesce(p.survivor, u.person), coalesce(o.survivor, u.account)
  from ledger.usage u
  left join canonical p on p.key = u.person
  left join canonical o on o.key = u.account
  where u.account is not null and u.person in (select key from near)
  union
  select coalesce(s.survivor, d.deal), coalesce(o.survivor, d.account)
  from ledger.deals d
  left join canonical s on s.key = d.deal
  left join canonical o on o.key = d.account
  where d.account is not null and d.deal in (select key from near)
), found as (
  select key, late from named where fresh = 1 or key in (select key from judged_accounts)
  union all
  select key, late from named where scored = 1 and key in (select key from hopeful)
  union all
  select coalesce(person, deal), 1 from belonging where account in (select key from reaching)
  union all
  select b.account, 1
  from tied b
  join acting a on a.key = b.key
  join judged_accounts o on o.key = b.account
  where a.decides = 1 or o.spoken = 1 or (a.reaches = 1 and b.account in (select key from busy))
)
select key, late from found
