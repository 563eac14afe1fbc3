-- The recorded moves of a period by stage and label: how many had all that the agreement asks, and
-- of each thing asked how often it was there.
with labelled as (
  select j.seq, j.stage, max(s.value) as label
  from judged_moves j
  left join attribute_states s
    on s.person = j.journey and s.name = :dimension and s.from_ts <= j.judged_at and j.judged_at < s.until_ts
  where j.ts >= :since and j.ts < :until
  group by j.seq, j.stage
), audited as (
  select l.seq, l.stage, l.label, a.rule, a.field, a.state
  from labelled l
  left join stage_audit a on a.seq = l.seq
), moved as (
  select
    seq, stage, label,
    max(case when state = 'not_met' then 2 when state = 'unknown' then 1 else 0 end) as worst
  from audited
  group by seq, stage, label
)
select
  stage, label, '' as rule, '' as field, count(*) as n,
  sum(case when worst = 0 then 1 else 0 end) as met,
  sum(case when worst = 2 then 1 else 0 end) as not_met,
  sum(case when worst = 1 then 1 else 0 end) as undecided
from moved
group by stage, label
union all
select
  stage, label, rule, field, count(*),
  sum(case when state = 'met' then 1 else 0 end),
  sum(case when state = 'not_met' then 1 else 0 end),
  sum(case when state = 'unknown' then 1 else 0 end)
from audited
where rule is not null
group by stage, label, rule, field
