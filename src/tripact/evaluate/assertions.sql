-- Who says that a journey entered a stage, and when: an outside system by a recorded move, or the
-- agreement's own rule by promotion. A journey is a person with the deals that came from them, or a
-- deal alone; deal is the one that the move speaks of, null where it speaks of the person.
with recorded as (
  select coalesce(m.person, c.person, m.deal) as journey, m.deal, m.stage, m.ts, m.seq, m.day_precision
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
  select journey, deal, stage, ts, seq, day_precision, 'recorded' as basis
  from recorded
  union all
  select p.person, null, p.stage, p.ts, coalesce(b.before_seq, 0), false, 'rule'
  from promotions p
  left join beside b on b.journey = p.person and b.stage = p.stage
  where b.beyond is null or p.ts <= b.beyond
)
select t.journey, t.deal, t.stage, s.place, s.kind, t.ts, t.seq, t.day_precision, t.basis
from told t
join stage_order s on s.stage = t.stage
