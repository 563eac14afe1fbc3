-- The verdict on each doubtful run that every reading of its days gives; where they differ it is
-- undecidable and not guessed (methods §4.1). What all of them break, by an end that they do not share, is
-- broken: whether it was mended late is then said by the facts as told.
with held as (
  select id, max(case when from_ts <= :as_of and (until_ts is null or until_ts > :as_of) then 1 else 0 end) as held
  from reading_pauses
  group by id
), dated as (
  select
    r.read_of, r.kindly, r.least, r.most, r.ended_at, t.elapsed, t.breach_after, coalesce(p.held, 0) as held,
    case
      when t.elapsed is null and t.breach_after is null then null
      when coalesce(r.ended_at, :as_of) > t.breach_after then 1
      else 0 end as late
  from run_readings r
  left join business_time_clocks t on t.id = r.id
  left join held p on p.id = r.id
)
select
  s.read_of as id, s.ended_at, s.elapsed,
  case
    when k.late is null or s.late is null or k.late <> s.late then 'undecidable'
    -- whose calendar it is may be unknown only after the time was used up, or after the end
    when o.from_ts < coalesce(k.breach_after, s.ended_at, o.from_ts + 1) and o.from_ts < coalesce(s.ended_at, o.from_ts + 1)
      then 'undecidable'
    when s.late = 1 and s.least > 0 then 'breached_open'
    when s.late = 1 and s.least <> s.most then 'broken'
    when s.least <> s.most then 'undecidable'
    when s.late = 1 then 'met_late'
    when s.most = 0 then 'met'
    when s.most = 1 then 'fulfilled_early'
    when s.most = 2 then 'cancelled'
    when k.held <> s.held then 'undecidable'
    when s.held = 1 then 'paused'
    else 'running' end as state
from dated s
join dated k on k.read_of = s.read_of and k.kindly = 1
left join owner_doubts o on o.id = s.read_of
where s.kindly = 0
