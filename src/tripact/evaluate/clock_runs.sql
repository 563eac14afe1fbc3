-- The runs of each clock of each journey: from a start to the first end after it. While a clock
-- runs, a further start changes nothing; only the rest of a prohibition begins anew. In one instant
-- an end comes before a start: it ended what ran before (precedence stop, cancel, start). A fact that
-- is a start and an end at once, such as a call that is answered, starts nothing.
with ends as (
  select
    c.commitment, m.journey, m.ts, m.seq, m.day_precision, c.role,
    case c.role when 'stop' then 0 else 1 end as rank,
    case when c.role = 'stop' and m.verb in ('attempt', 'touch') then 1 else 0 end as touched
  from moments m
  join clock_moments c on c.verb = m.verb and c.name = m.name
  join (select distinct commitment, journey from applying_starts) s
    on s.commitment = c.commitment and s.journey = m.journey
  where c.role in ('stop', 'cancel')
), marks as (
  select * from ends
  union all
  select s.commitment, s.journey, s.ts, s.seq, s.day_precision, 'start', 2, 0
  from applying_starts s
  left join (select distinct commitment, journey, ts, seq from ends where seq > 0) e
    on e.commitment = s.commitment and e.journey = s.journey and e.ts = s.ts and e.seq = s.seq
  where e.commitment is null
), placed as (
  -- an end of which only the day is known and that finds no clock running ends one started on that day
  select
    marks.*,
    case when day_precision and rank < 2 and coalesce(lag(rank) over (
      partition by commitment, journey order by ts, rank, seq), 0) < 2 then ts + 86399999 else ts end as placed_at
  from marks
), numbered as (
  select
    placed.*,
    row_number() over (partition by commitment, journey order by placed_at, rank, seq) as n,
    lag(rank) over (partition by commitment, journey order by placed_at, rank, seq) as rank_before,
    max(case when touched = 1 and not day_precision then ts end) over (
      partition by commitment, journey order by placed_at, rank, seq
      rows between unbounded preceding and 1 preceding) as touched_at,
    max(case when touched = 1 and day_precision then ts + 86399999 end) over (
      partition by commitment, journey order by placed_at, rank, seq
      rows between unbounded preceding and 1 preceding) as touched_by
  from placed
), judged as (
  -- a touch shortly before the start has kept the promise already: 1 surely, 2 as far as a day tells
  select
    m.*, r.calendar, r.restarts,
    case
      when rank < 2 then 0
      when ts - touched_at <= preceding then 1
      when ts - touched_by <= preceding then 2
      else 0 end as preempted,
    min(case when rank < 2 or restarts = 1 then n end) over (
      partition by m.commitment, journey order by n rows between 1 following and unbounded following) as end_n
  from numbered m
  join clock_rules r on r.commitment = m.commitment
), known as (
  select judged.*, lag(preempted) over (partition by commitment, journey order by n) as preempted_before
  from judged
)
select
  s.commitment, s.journey, s.calendar,
  row_number() over (partition by s.commitment, s.journey order by s.n) as run,
  s.ts as started_at, s.day_precision as start_by_day,
  case when s.preempted > 0 or e.ts < s.ts then s.ts else e.ts end as ended_at,
  case when s.preempted > 0 then 'stop' else e.role end as end_role,
  case when s.preempted > 0 then s.preempted = 2 else coalesce(e.day_precision, false) end as end_by_day,
  case when s.preempted > 0 then 1 else 0 end as preempted
from known s
left join numbered e on e.commitment = s.commitment and e.journey = s.journey and e.n = s.end_n
where s.rank = 2
  and (
    s.restarts = 1 or s.rank_before is null or s.rank_before < 2
    or (s.preempted_before > 0 and s.preempted = 0))
