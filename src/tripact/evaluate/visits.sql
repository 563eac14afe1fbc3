-- Every pass through a stage, half-open (methods C2). Skipped stages stay skipped; a move into the
-- stage one is already in is no new visit. Coming back to the main path from a recycle stage or from a
-- disqualification opens the next pass, and so do a deal that leaves a loss that stands (methods C14) and
-- every further deal of a person; passes are numbered in the order they begin.
with lines as (
  -- what runs one after the other: a person and the deal that continues their way, or a further deal
  select a.*, coalesce(f.deal, a.journey) as line
  from assertions a
  left join further_deals f on f.journey = a.journey and f.deal = a.deal
), arrived as (
  -- A day is no instant: what is known by the day alone stands behind what happened on that day in
  -- the stages before it, not at midnight.
  select journey, line, deal, stage, ts, seq, day_precision, basis, place, kind
  from lines
  where not day_precision
  union all
  select
    d.journey, d.line, d.deal, d.stage, coalesce(max(o.ts), d.ts), d.seq, d.day_precision, d.basis, d.place, d.kind
  from lines d
  left join lines o on o.line = d.line and not o.day_precision
    and o.place < d.place and o.ts > d.ts and o.ts < d.ts + 86400000
  where d.day_precision
  group by d.journey, d.line, d.deal, d.stage, d.ts, d.seq, d.day_precision, d.basis, d.place, d.kind
), placed as (
  select
    arrived.*,
    lag(stage) over (partition by line order by ts, seq, place) as stage_before,
    lag(kind) over (partition by line order by ts, seq, place) as kind_before
  from arrived
), entered as (
  select
    placed.*,
    sum(case when stage_before is null and line <> journey
      or (kind_before in ('recycle', 'disqualified') or kind_before = 'lost' and deal is not null) and kind in ('main', 'won')
      then 1 else 0 end) over (
      partition by line order by ts, seq, place rows between unbounded preceding and current row) as trip
  from placed
  where stage_before is null or stage_before <> stage
), trips as (
  select entered.*, min(ts) over (partition by line, trip) as began_at
  from entered
)
select
  journey,
  dense_rank() over (
    partition by journey order by began_at, case when line = journey then 0 else 1 end, line, trip) as pass,
  stage, place, kind,
  ts as entered_at,
  lead(ts) over (partition by line order by ts, seq, place) as exited_at,
  lead(stage) over (partition by line order by ts, seq, place) as exit_to,
  basis, day_precision, seq, deal, stage_before
from trips
