-- The state of the deals asked for, each as of an instant. What is not known is null, never false. The age of a
-- closed cycle stands still; the discount is what the amount lies below the list.
with held as (
  select
    a.deal, a.ts,
    max(case when s.field = 'name' then s.text end) as name,
    max(case when s.field = 'amount' then s.amount end) as amount,
    max(case when s.field = 'currency' then s.text end) as currency,
    max(case when s.field = 'close_date' then s.moment end) as close_date,
    max(case when s.field = 'list_amount' then s.amount end) as list_amount,
    max(case when s.field = 'owner' then s.text end) as owner,
    max(case when s.field = 'next_step' then s.text end) as next_step,
    max(case when s.field = 'next_step_due' then s.moment end) as next_step_due,
    max(case when s.field = 'next_step_expected' then s.text end) as next_step_expected,
    max(case when s.field = 'term_months' then s.moment end) as term_months,
    max(case when s.field = 'competitor' then s.text end) as competitor
  from asked_deals a
  join deal_states s on s.deal = a.deal and s.kind = 'field' and s.from_ts <= a.ts and a.ts < s.until_ts
  group by a.deal, a.ts
), placed as (
  select a.deal, a.ts, s.journey, s.pass, s.cycle, s.stage, s.standing, s.entered_at, s.opened_at,
    case when s.standing <> 'open' then s.closed_at end as closed_at
  from asked_deals a
  join deal_stays s on s.deal = a.deal and s.entered_at <= a.ts and (s.left_at is null or a.ts < s.left_at)
), taking_part as (
  select a.deal, a.ts, count(*) as stakeholders
  from asked_deals a
  join deal_people p on p.deal = a.deal and p.since <= a.ts
  group by a.deal, a.ts
)
select
  a.deal, a.ts, o.account, p.journey, p.pass, p.cycle, p.stage, p.standing,
  p.entered_at as stage_since, p.opened_at,
  p.closed_at,
  h.name, h.amount, h.currency,
  cast(h.amount as double) * 12 / nullif(coalesce(h.term_months, 12), 0) as acv,
  h.list_amount,
  1 - cast(h.amount as double) / nullif(cast(h.list_amount as double), 0) as discount,
  h.close_date, h.owner, h.next_step, h.next_step_due, h.next_step_expected, h.term_months, h.competitor,
  t.stakeholders,
  (coalesce(p.closed_at, a.ts) - p.opened_at) / 86400000.0 as age_days,
  (a.ts - p.entered_at) / 86400000.0 as stage_age_days
from asked_deals a
left join held h on h.deal = a.deal and h.ts = a.ts
left join placed p on p.deal = a.deal and p.ts = a.ts
left join taking_part t on t.deal = a.deal and t.ts = a.ts
left join deal_accounts o on o.deal = a.deal
