-- How each dimension of each framework stood, and in which time (methods §2.3). A dimension is met
-- where all its own answers are met, or all those it takes from another framework; an answer that is
-- older than the framework's fresh time is stale. What was never answered is unknown.
with times as (
  select distinct w.framework, w.fresh
  from dimension_answers w
), instants as (
  select subject, from_ts as ts
  from answer_states
  union
  select a.subject, a.from_ts + t.fresh + 1
  from answer_states a
  cross join times t
  where a.from_ts + t.fresh < :as_of
), spans as (
  select subject, ts as from_ts, coalesce(lead(ts) over (partition by subject order by ts), :end) as until_ts
  from instants
), judged as (
  select
    s.subject, s.from_ts, s.until_ts, w.framework, w.dimension, w.way, w.place, a.seq,
    case
      when a.met is null then 'unknown'
      when s.from_ts - a.from_ts > w.fresh then 'stale'
      when a.met then 'met'
      else 'not_met' end as state
  from spans s
  cross join dimension_answers w
  left join answer_states a
    on a.subject = s.subject and a.framework = w.asked_in and a.question = w.question
    and a.from_ts <= s.from_ts and s.from_ts < a.until_ts
), ways as (
  select
    subject, from_ts, until_ts, framework, dimension, way, place, max(seq) as seq,
    case
      when min(case when state = 'met' then 1 else 0 end) = 1 then 3
      when max(case when state = 'not_met' then 1 else 0 end) = 1 then 2
      when max(case when state = 'stale' then 1 else 0 end) = 1 then 1
      else 0 end as rank
  from judged
  group by subject, from_ts, until_ts, framework, dimension, way, place
)
select
  subject, framework, dimension, place,
  case max(rank) when 3 then 'met' when 2 then 'not_met' when 1 then 'stale' else 'unknown' end as state,
  max(seq) as seq, from_ts, until_ts
from ways
group by subject, framework, dimension, place, from_ts, until_ts
