-- The recorded moves that a gate judges: every one that brought its subject into another stage, with
-- the stage it came from and when that was entered. A day is judged by its end: what happened on it
-- may have come before the move.
with before as (
  select j.seq, max(p.entered_at) as entered_at
  from visits j
  join visits p on p.journey = j.journey and p.stage = j.stage_before and p.exited_at = j.entered_at
  group by j.seq
), stated as (
  select
    seq, reason, actor, recorded_at, ts, case when day_precision then ts + 86399999 else ts end as judged_at
  from moves
)
select
  v.journey, coalesce(v.deal, v.journey) as subject, v.deal, v.stage, v.kind, v.stage_before,
  b.entered_at as before_at, s.value as segment, m.reason, m.actor, m.seq, m.recorded_at, m.ts, m.judged_at
from visits v
join stated m on m.seq = v.seq
left join before b on b.seq = v.seq
left join attribute_states s
  on s.person = v.journey and s.name = 'segment' and s.from_ts <= m.judged_at and m.judged_at < s.until_ts
where v.basis = 'recorded' and :asked
