-- What a competent analyst would write in one go: fit from a CASE for each attribute, engagement by a
-- running sum, look-back windows over all signals, and the first instant at which the rule holds.
with counted as (
  -- an e-mail click counts once a day at most
  select person, ts, name, topic
  from signals
  where name <> 'email_click'
  union all
  select person, ts, name, topic
  from signals
  where name = 'email_click'
  qualify coalesce(ts - lag(ts) over (partition by person order by ts) >= interval 1 day, true)
), priced as (
  select
    person, epoch_ms(ts) as ts, name, topic,
    case name
      when 'demo_request' then 30 when 'cta_reply' then 20 when 'event' then 15 when 'pricing_page' then 12
      when 'chat' then 10 when 'technical_docs' then 10 when 'download' then 8 when 'product_page' then 5
      when 'blog' then 3 when 'email_click' then 2 else 0 end as points,
    name in ('demo_request', 'cta_reply', 'event', 'pricing_page', 'chat', 'technical_docs', 'download',
      'product_page', 'blog', 'email_click') as warm,
    name in ('demo_request', 'price_request') as demo,
    name = 'pricing_page' as pricing,
    name in ('pricing_page', 'product_page') as product
  from counted
), before as (
  select
    *,
    max(ts) filter (where warm) over earlier as warm_before,
    max(ts) filter (where pricing) over earlier as pricing_before,
    max(ts) filter (where product) over earlier as product_before
  from priced
  window earlier as (partition by person order by ts rows between unbounded preceding and 1 preceding)
), numbered as (
  -- whole weeks without interaction so far; a pause of half an hour begins another visit
  select
    *,
    sum(case when warm then coalesce((ts - warm_before) // 604800000, 0) else 0 end) over up_to
      + case when warm then 0 else coalesce((ts - warm_before) // 604800000, 0) end as idle,
    case when pricing then sum(case when pricing and coalesce(ts - pricing_before >= 1800000, true) then 1 else 0 end)
      over up_to end as pricing_visit,
    case when product then sum(case when product and coalesce(ts - product_before >= 1800000, true) then 1 else 0 end)
      over up_to end as product_visit
  from before
  window up_to as (partition by person order by ts rows between unbounded preceding and current row)
), measured as (
  select
    person, ts,
    round(pow(0.9, idle) * sum(points * pow(0.9, -idle)) over ever, 6) as engagement,
    count(*) filter (where demo) over fortnight as demo_requests_14d,
    count(*) filter (where product) over fortnight as pricing_visits_14d,
    max(product_visit) over fortnight - min(product_visit) over fortnight + 1 as sessions_14d,
    max(pricing_visit) over week - min(pricing_visit) over week + 1 as pricing_visits_7d,
    len(list_distinct(list(topic) filter (where name = 'topic_surge') over fortnight)) as surge_topics
  from numbered
  window
    ever as (partition by person order by ts range between unbounded preceding and current row),
    fortnight as (partition by person order by ts range between 1209600000 preceding and current row),
    week as (partition by person order by ts range between 604800000 preceding and current row)
), scored as (
  select
    id, role,
    100 * (case when industry in ('manufacturing', 'logistics') then 15 else 0 end
      + case when employees between 50 and 1000 then 10 else 0 end
      + case when region in ('sk', 'cz', 'at') then 5 else 0 end
      + case when tech in ('salesforce', 'hubspot') then 5 else 0 end
      + case when compliance = 'iso27001' then 5 else 0 end
      + case seniority when 'c_level' then 12 when 'manager' then 8 else 0 end) / 52 as fit
  from people
), valued as (
  select
    m.person, m.ts, p.fit, p.role, m.engagement,
    case
      when demo_requests_14d >= 1 or pricing_visits_7d >= 2 and surge_topics >= 1 then 3
      when pricing_visits_14d >= 1 and sessions_14d >= 2 or surge_topics >= 2 then 2
      else 0 end as intent
  from measured m
  join scored p on p.id = m.person
), crossed as (
  select person, min(ts) as ts
  from valued
  where :rule
  group by person
)
-- whoever stood beyond the stage already, or off the path, is not promoted any more
select c.person, c.ts
from crossed c
left join (select person, min(epoch_ms(ts)) as ts from moves where stage <> 'lead' group by person) beyond
  on beyond.person = c.person
where beyond.ts is null or c.ts <= beyond.ts
