-- What became of each recycle (methods §2.2), a round at a time: of each journey the first visit of a
-- recycle stage that no round before has decided. It rests from the move to the end of a local day
-- (by reason); somebody who asks for contact ends the rest. The rule of re-promotion counts from there
-- on, also at that very instant, while the journey waits: until a move into the stage or beyond it, off
-- the path, or into the next recycle. Where it held before, that is kept as suppressed.
with stays as (
  select person, trip, deal, stage, entered_at, seq,
    -- known by the day alone: it may have happened at any time of that day
    entered_at + case when day_precision then 86400000 else 0 end as free_from
  from (
    select v.*, row_number() over (partition by v.person order by v.entered_at, v.seq) as number
    from own_visits v
    left join recycles_before b on b.person = v.person and b.seq = v.seq
    where v.kind = 'recycle' and b.person is null
  ) undecided
  where number = 1
), rested as (
  select
    s.*, m.reason, t.to_stage, t.place as to_place,
    greatest(coalesce(e.ends_at, s.free_from), s.free_from) as rest_until
  from stays s
  left join moves m on m.seq = s.seq
  left join rests_by_reason x on x.reason = m.reason
  left join rests_by_reason y on y.reason = ''
  left join rest_ends e
    on e.days = coalesce(x.days, y.days) and e.utc_day = s.entered_at // 86400000
    and e.from_ts <= s.entered_at and s.entered_at < e.until_ts
  -- a deal of nobody has no values that a rule could name
  left join reopened_stages t on t.stage = s.stage and (s.deal is null or s.deal <> s.person)
), lifted as (
  select r.person, min(g.ts) as lifted_at
  from rested r
  join signals g on g.person = r.person and g.ts < r.rest_until
    and (g.ts > r.free_from or (g.ts = r.free_from and g.seq > r.seq))
  join bypass_signals b on b.signal = g.signal
  group by r.person
), taken as (
  select r.person, min(v.entered_at + case when v.day_precision then 86400000 else 0 end) as left_at
  from rested r
  join own_visits v on v.person = r.person
    and (v.entered_at > r.entered_at or (v.entered_at = r.entered_at and v.seq > r.seq))
  where v.kind <> 'main' or r.to_place is null or v.place >= r.to_place
  group by r.person
), waited as (
  select r.*, l.lifted_at, k.left_at, coalesce(l.lifted_at, r.rest_until) as eligible_from
  from rested r
  left join lifted l on l.person = r.person
  left join taken k on k.person = r.person
), remembered as (
  select w.person, max(:intent) as intent_at_recycle, max(v.engagement) as engagement_at_recycle
  from waited w
  join values_at v on v.person = w.person and v.ts = w.entered_at
  group by w.person
), tried as (
  select
    v.*, w.eligible_from, w.reason as recycle_reason, m.intent_at_recycle, m.engagement_at_recycle
  from waited w
  join values_at v on v.person = w.person and v.ts >= w.entered_at and v.ts < coalesce(w.left_at, :end)
  left join remembered m on m.person = w.person
  where w.to_stage is not null
), held as (
  select
    person,
    min(case when ts < eligible_from then ts end) as suppressed_at,
    min(case when ts >= eligible_from then ts end) as met_at
  from tried
  where :rule
  group by person
), held_back as (
  select h.person, max(:intent) as intent, max(v.engagement) as engagement
  from held h
  join values_at v on v.person = h.person and v.ts = h.suppressed_at
  group by h.person
), before as (
  -- what was moved in the very instant of the promotion stands before it
  select h.person, max(v.seq) as seq
  from held h
  join waited w on w.person = h.person
  join own_visits v on v.person = h.person and v.entered_at = h.met_at and (v.kind = 'recycle' or v.place < w.to_place)
  group by h.person
)
select
  person, pass, stage, seq, reason, recycled_at, rest_until, lifted_at, left_at, intent_at_recycle,
  engagement_at_recycle, suppressed_at, suppressed_until, suppressed_intent, suppressed_engagement, to_stage,
  met_at, promoted_at, before_seq
from recycles_before
union all
select
  w.person, w.trip, w.stage, w.seq, w.reason, w.entered_at, w.rest_until, w.lifted_at, w.left_at,
  cast(m.intent_at_recycle as bigint), m.engagement_at_recycle,
  h.suppressed_at,
  case when h.suppressed_at is not null then least(w.eligible_from, coalesce(w.left_at, :end)) end,
  cast(b.intent as bigint), b.engagement,
  w.to_stage, h.met_at,
  case when w.trip < :most then h.met_at end,
  coalesce(o.seq, 0)
from waited w
left join remembered m on m.person = w.person
left join held h on h.person = w.person
left join held_back b on b.person = w.person
left join before o on o.person = w.person
