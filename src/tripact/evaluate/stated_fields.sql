-- What is known of a person, a deal or an account by facts of which no pass is the end, and in which time: each
-- field that the agreement requires anywhere, from the facts that carry it. A deal knows what its person and its
-- account know, a person's journey what its deals know. Half-open: from_ts <= t < until_ts.
with account_of_deals as (
  select
    deal, other_key as account, ts as from_ts,
    coalesce(lead(ts) over (partition by deal order by ts, seq), :end) as until_ts, seq
  from links
  where relation = 'belongs_to' and deal is not null and person is null
), states_of_deals as (
  select
    deal, name, value, ts as from_ts,
    coalesce(lead(ts) over (partition by deal, name order by ts, seq), :end) as until_ts, seq
  from attributes
  where deal is not null and person is null
), moved as (
  select
    coalesce(m.deal, m.person) as subject, s.kind, m.reason, m.ts as from_ts,
    coalesce(lead(m.ts) over (partition by coalesce(m.deal, m.person) order by m.ts, m.seq), :end) as until_ts, m.seq
  from moves m
  join stage_order s on s.stage = m.stage
), told as (
  select person as subject, 'attribute' as source, name, from_ts, until_ts, seq
  from attribute_states
  where value is not null and value <> ''
  union all
  -- what accounts hand down is told of their people and deals themselves
  select account, 'attribute', name, from_ts, until_ts, seq
  from account_states
  where value is not null and value <> '' and :judged
  union all
  select deal, 'attribute', name, from_ts, until_ts, seq
  from states_of_deals
  where value is not null and value <> ''
  union all
  select d.deal, 'attribute', a.name, greatest(a.from_ts, d.from_ts), least(a.until_ts, d.until_ts), a.seq
  from account_states a
  join account_of_deals d on d.account = a.account and a.from_ts < d.until_ts and d.from_ts < a.until_ts
  where a.value is not null and a.value <> ''
  union all
  select person, 'account', '', from_ts, until_ts, 0
  from memberships
  where account is not null
  union all
  select deal, 'account', '', from_ts, until_ts, seq
  from account_of_deals
  where account is not null
  union all
  select person, 'identity', '', ts, :end, seq
  from identities
  union all
  select person, 'consent', '', from_ts, lasts_until, seq
  from contact_bases
  where state = 'given'
  union all
  select d.deal, 'deal', f.name, d.ts, :end, d.seq
  from deals d
  join (select distinct name from field_sources where source = 'deal') f on case f.name
    when 'amount' then d.amount is not null
    when 'currency' then d.currency is not null
    when 'close_date' then d.close_date is not null
    when 'list_amount' then d.list_amount is not null
    when 'owner' then d.owner is not null
    when 'next_step' then d.next_step is not null
    when 'next_step_due' then d.next_step_due is not null
    when 'next_step_expected' then d.next_step_expected is not null
    when 'loss_reason' then d.loss_reason is not null
    else false end
  union all
  select subject, 'stage', '', from_ts, :end, seq from moved
  union all
  -- a reason belongs to the move that gives it, not to those that follow
  select subject, 'reason', kind, from_ts, until_ts, seq
  from moved
  where reason is not null and reason <> ''
  union all
  select coalesce(deal, person, account), 'answer', '', ts, :end, seq from answers
  union all
  select coalesce(deal, person, account), 'note', '', ts, :end, seq from answers where noted
  union all
  select coalesce(deal, person, account), 'answer', question, ts, :end, seq from answers where met
  union all
  select coalesce(deal, person, account), 'milestone', milestone, ts, :end, seq from milestones
  union all
  select account, 'usage', '', ts, :end, seq from usage where account is not null and :judged
  union all
  select m.person, 'usage', '', greatest(u.ts, m.from_ts), m.until_ts, u.seq
  from usage u
  join memberships m on m.account = u.account and u.ts < m.until_ts
), stated as (
  select t.subject, f.field, t.from_ts, t.until_ts, t.seq
  from told t
  join field_sources f on f.source = t.source and f.name = t.name
  where t.subject is not null and t.from_ts < t.until_ts
), borne as (
  select subject, field, from_ts, until_ts, seq from stated
  union all
  select b.bearer, s.field, s.from_ts, s.until_ts, s.seq from stated s join bearers b on b.subject = s.subject
)
-- what stands from its first statement on needs no second one
select subject, field, min(from_ts) as from_ts, until_ts, min(seq) as seq
from borne
group by subject, field, until_ts
