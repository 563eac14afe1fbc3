-- How each dimension stood, and whether the definition held, when a stage was entered that the answers
-- open; by the framework that the definition was judged by, and by that of the subject's own segment.
with entered as (
  select
    d.seq, d.subject, d.judged_at, d.definition, d.framework, max(d.segment) as segment, max(s.value) as label
  from asked_definitions d
  left join attribute_states s
    on s.person = d.journey and s.name = :dimension and s.from_ts <= d.judged_at and d.judged_at < s.until_ts
  where d.ts >= :since and d.ts < :until
  group by d.seq, d.subject, d.judged_at, d.definition, d.framework
), counting as (
  select e.seq, e.subject, e.judged_at, e.label, e.framework
  from entered e
  union
  select e.seq, e.subject, e.judged_at, e.label, f.framework
  from entered e
  join segment_frameworks f on f.segment = e.segment
), stood as (
  select c.label, d.framework, d.dimension, coalesce(q.state, 'unknown') as state
  from counting c
  join (select distinct framework, dimension from dimension_answers) d on d.framework = c.framework
  left join qualification q
    on q.subject = c.subject and q.framework = d.framework and q.dimension = d.dimension
    and q.from_ts <= c.judged_at and c.judged_at < q.until_ts
), held as (
  select e.label, e.definition, coalesce(s.state, 'unknown') as state
  from entered e
  left join definition_states s
    on s.subject = e.subject and s.definition = e.definition and s.framework = e.framework
    and s.from_ts <= e.judged_at and e.judged_at < s.until_ts
), counted as (
  select definition as name, '' as dimension, label, state from held
  union all
  select framework, dimension, label, state from stood
)
select
  name, label, dimension, count(*) as n,
  sum(case when state = 'met' then 1 else 0 end) as met,
  sum(case when state = 'not_met' then 1 else 0 end) as not_met,
  sum(case when state = 'stale' then 1 else 0 end) as stale,
  sum(case when state = 'unknown' then 1 else 0 end) as undecided
from counted
group by name, label, dimension
