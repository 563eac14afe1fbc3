-- Each customer with what let it in and what became of it (HND-5): a customer is the first win of a
-- journey. Admitted is when the winning pass came into the first stage that a definition opens, else
-- when it began. Idle means that nobody of the account used the product in the last days.
with won as (
  select v.journey, min(v.entered_at) as won_at
  from visits v
  where v.kind = 'won'
  group by v.journey
), winning as (
  select w.journey, w.won_at, max(v.pass) as pass
  from won w
  join visits v on v.journey = w.journey and v.kind = 'won' and v.entered_at = w.won_at
  group by w.journey, w.won_at
), admitted as (
  select
    w.journey, w.won_at,
    coalesce(min(case when d.stage is not null then v.entered_at end), min(v.entered_at)) as admitted_at
  from winning w
  join visits v on v.journey = w.journey and v.pass = w.pass and v.entered_at <= w.won_at
  left join definition_stages d on d.stage = v.stage
  group by w.journey, w.won_at
), decided as (
  select a.journey, max(d.version) as version
  from admitted a
  join decisions d on d.person = a.journey and d.ts <= a.won_at and d.version is not null
  group by a.journey
), sourced as (
  select
    a.journey, s.value,
    row_number() over (
      partition by a.journey
      order by case when s.from_ts <= a.admitted_at and a.admitted_at < s.until_ts then 0 else 1 end, s.from_ts) as choice
  from admitted a
  join attribute_states s on s.person = a.journey and s.name = 'source' and s.value is not null
), belonging as (
  select person as journey, account
  from memberships
  where account is not null
  union
  select coalesce(c.person, l.deal), l.other_key
  from links l
  left join conversions c on c.deal = l.deal
  where l.relation = 'belongs_to' and l.deal is not null and l.other_key is not null
), churned as (
  select a.journey, r.reason, row_number() over (partition by a.journey order by r.ts, r.seq) as choice
  from admitted a
  join belonging b on b.journey = a.journey
  join revenue r on r.account = b.account and r.movement = 'churn' and r.ts >= a.won_at
), used as (
  select b.journey, max(u.ts) as used_at
  from belonging b
  join usage u on u.account = b.account
  group by b.journey
), packed as (
  -- the last package sent for the win
  select
    r.journey, r.number, sum(f.known) as known, count(*) as required,
    row_number() over (partition by r.journey order by r.number desc) as choice
  from handoff_rounds r
  join handoff_fields f on f.handoff = r.handoff and f.journey = r.journey and f.number = r.number
  join handoff_terms t on t.handoff = r.handoff and t.mark = 'due' and t.verb = 'stage'
  join stage_order o on o.stage = t.name and o.kind = 'won'
  group by r.journey, r.number
)
select
  a.journey, d.version, s.value as source,
  (select max(v.fit) from slow_values v
   where v.person = a.journey and v.ts <= a.admitted_at and a.admitted_at < v.until_ts) as fit,
  cast(p.known as bigint) as known, p.required,
  case when c.journey is null then 0 else 1 end as churned, c.reason,
  case
    when c.journey is not null or a.won_at > :idle_since or not exists (select 1 from usage) then null
    when u.used_at >= :idle_since then 0
    else 1 end as idle
from admitted a
left join decided d on d.journey = a.journey
left join sourced s on s.journey = a.journey and s.choice = 1
left join churned c on c.journey = a.journey and c.choice = 1
left join used u on u.journey = a.journey
left join packed p on p.journey = a.journey and p.choice = 1
where a.won_at >= :since and a.won_at < :until
