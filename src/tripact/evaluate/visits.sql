-- Every pass through a stage, half-open (methods C2). A journey is a person with the deals that
-- came from them, or a deal alone. Stages are entered by recorded moves and, where the agreement
-- itself decides, by promotion. Skipped stages stay skipped; a move into the stage one is already
-- in is no new visit. Leaving a recycle stage for the main path opens the next pass.
with recorded as (
  select coalesce(m.person, c.person, m.deal) as journey, m.stage, m.ts, m.seq, m.day_precision
  from moves m
  left join conversions c on c.deal = m.deal
), beside as (
  -- what an outside system recorded beside a promotion: when it already held the promoted stage or a
  -- later one, and the last move into an earlier stage in the same instant, which stands before it
  select
    p.person as journey, p.stage,
    min(case when s.place >= promoted.place or s.kind <> 'main'
      then r.ts + case when r.day_precision then 86399999 else 0 end end) as beyond,
    max(case when s.place < promoted.place and s.kind = 'main' and r.ts = p.ts then r.seq end) as before_seq
  from promotions p
  join stage_order promoted on promoted.stage = p.stage
  join recorded r on r.journey = p.person
  join stage_order s on s.stage = r.stage
  group by p.person, p.stage
), told as (
  select journey, stage, ts, seq, day_precision, 'recorded' as basis
  from recorded
  union all
  select p.person, p.stage, p.ts, coalesce(b.before_seq, 0), false, 'rule'
  from promotions p
  left join beside b on b.journey = p.person and b.stage = p.stage
  where b.beyond is null or p.ts <= b.beyond
), ordered as (
  select t.*, s.place, s.kind
  from told t
  join stage_order s on s.stage = t.stage
), arrived as (
  -- A day is no instant: what is known by the day alone stands behind what happened on that day in
  -- the stages before it, not at midnight.
  select
    d.journey, d.stage, coalesce(max(o.ts), d.ts) as ts, d.seq, d.day_precision, d.basis, d.place, d.kind
  from ordered d
  left join ordered o on o.journey = d.journey and d.day_precision and not o.day_precision
    and o.place < d.place and o.ts > d.ts and o.ts < d.ts + 86400000
  group by d.journey, d.stage, d.ts, d.seq, d.day_precision, d.basis, d.place, d.kind
), placed as (
  select
    arrived.*,
    lag(stage) over (partition by journey order by ts, seq, place) as stage_before,
    lag(kind) over (partition by journey order by ts, seq, place) as kind_before
  from arrived
), entered as (
  select *
  from placed
  where stage_before is null or stage_before <> stage
)
select
  journey,
  1 + cast(sum(case when kind_before = 'recycle' and kind <> 'recycle' then 1 else 0 end) over (
    partition by journey order by ts, seq, place rows between unbounded preceding and current row) as bigint) as pass,
  stage, place, kind,
  ts as entered_at,
  lead(ts) over (partition by journey order by ts, seq, place) as exited_at,
  lead(stage) over (partition by journey order by ts, seq, place) as exit_to,
  basis, day_precision, seq
from entered
