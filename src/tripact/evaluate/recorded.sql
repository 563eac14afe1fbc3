-- The recorded moves into known stages, by journey: a person with the deals that came from them, or a
-- deal alone. deal is the one that the move speaks of, null where it speaks of the person.
with told as (
  select
    coalesce(m.person, c.person, m.deal) as journey, m.deal, m.stage, s.place, s.kind, m.ts, m.seq, m.day_precision
  from moves m
  join stage_order s on s.stage = m.stage
  left join conversions c on c.deal = m.deal
)
select journey, deal, stage, place, kind, ts, seq, day_precision
from told
where :judged
