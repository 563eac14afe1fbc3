-- The visits of a journey's own way: a deal beside the one that goes on where its person stood is another
-- way, and what becomes of it neither recycles the person nor keeps them from coming back. Trips are
-- the passes of this way alone.
select
  v.journey as person,
  dense_rank() over (partition by v.journey order by v.pass) as trip,
  v.deal, v.stage, v.place, v.kind,
  lag(v.stage) over (partition by v.journey order by v.entered_at, v.seq, v.place) as stage_before,
  lag(v.kind) over (partition by v.journey order by v.entered_at, v.seq, v.place) as kind_before,
  v.entered_at, v.day_precision, v.seq
from visits v
left join further_deals f on f.journey = v.journey and f.deal = v.deal
where f.deal is null
