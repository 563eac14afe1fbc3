-- A stage that its own rule opens on a way back: from the instant at which somebody came back to the
-- path before that stage (by the rule of re-promotion, by a move out of a recycle or a disqualification,
-- or because the attribute for which they were disqualified was withdrawn), the rule counts as it did
-- the first time, until a move keeps them from it. No rest is broken: it counts when the rest is over.
with returned as (
  select v.person, v.trip, v.entered_at as came_at, v.entered_at, v.seq, s.place as to_place
  from own_visits v
  join stage_order s on s.stage = :opened
  left join reopened_stages t on t.stage = v.stage_before and t.to_stage = s.stage
  where v.kind = 'main' and v.kind_before in ('recycle', 'disqualified') and v.place < s.place
    and t.stage is null and (v.deal is null or v.deal <> v.person)
  union all
  select v.person, v.trip + 1, min(a.from_ts), v.entered_at, v.seq, max(s.place)
  from own_visits v
  join stage_order s on s.stage = :opened
  join moves m on m.seq = v.seq
  join attribute_states a on a.person = v.person and a.name = m.reason and a.from_ts > v.entered_at and not a.truth
  where v.kind = 'disqualified'
  group by v.person, v.trip, v.entered_at, v.seq
), free as (
  select r.person, r.came_at, r.seq, max(coalesce(c.lifted_at, c.rest_until)) as rest_until
  from returned r
  join recycles c on c.person = r.person and c.recycled_at <= r.came_at
  group by r.person, r.came_at, r.seq
), waited as (
  select
    r.person, r.trip, r.came_at, r.seq, r.to_place, greatest(r.came_at, coalesce(f.rest_until, r.came_at)) as free_from,
    coalesce(min(v.entered_at + case when v.day_precision then 86400000 else 0 end), :end) as left_at
  from returned r
  left join free f on f.person = r.person and f.came_at = r.came_at and f.seq = r.seq
  left join own_visits v on v.person = r.person
    and (v.entered_at > r.entered_at or (v.entered_at = r.entered_at and v.seq > r.seq))
    and (v.kind <> 'main' or v.place >= r.to_place)
  group by r.person, r.trip, r.came_at, r.seq, r.to_place, f.rest_until
), tried as (
  select v.*, w.trip, w.came_at, w.to_place
  from waited w
  join values_at v on v.person = w.person and v.ts >= w.free_from and v.ts < w.left_at
), held as (
  select person, trip, came_at, min(ts) as met_at, max(to_place) as to_place
  from tried
  where :rule
  group by person, trip, came_at
)
select h.person, :opened as stage, h.trip as pass, h.met_at as ts, coalesce(max(v.seq), 0) as before_seq
from held h
left join own_visits v
  on v.person = h.person and v.entered_at = h.met_at and (v.place < h.to_place or v.kind = 'disqualified')
group by h.person, h.trip, h.met_at
