-- When each pass of a journey reached each stage of the main path. Reached means entered, or
-- skipped on the way to a later stage: then the later entry is the only date there is. A later
-- pass begins where it re-enters the path: it has not skipped what lies before. Whoever went back to a
-- stage, by a move that the agreement allows, had reached it when they passed it by.
with ordered as (
  select
    journey, pass, stage, place, entered_at, day_precision,
    first_value(place) over (partition by journey, pass order by entered_at, seq, place) as began_in,
    lag(stage) over (partition by journey, pass order by entered_at, seq, place) as stage_before
  from visits
  where kind in ('main', 'won')
), main_visits as (
  select o.*, case when m.stage is null then 0 else 1 end as went_back
  from ordered o
  left join moves_back m on m.stage = o.stage_before and m.to_stage = o.stage
)
select
  v.journey, v.pass, s.stage, s.place,
  coalesce(
    min(case when v.stage = s.stage and v.went_back = 0 then v.entered_at end),
    min(case when v.place > s.place then v.entered_at end),
    min(case when v.stage = s.stage then v.entered_at end)) as reached_at,
  case when min(case when v.stage = s.stage and v.went_back = 0 then v.entered_at end) is null then 1 else 0 end
    as skipped,
  max(case when v.stage = s.stage and v.day_precision then 1 else 0 end) as by_day
from main_visits v
join stage_order s on s.place <= v.place and (v.pass = 1 or s.place >= v.began_in)
where s.kind in ('main', 'won')
group by v.journey, v.pass, s.stage, s.place
