-- The runs of each clock of each journey: from a start to the first end after it. While a clock
-- runs, a further start changes nothing. In one instant an end comes before a start: it ended what
-- ran before (precedence stop, cancel, start).
with marks as (
  select
    c.commitment, m.journey, m.ts, m.seq, m.day_precision, c.role,
    case c.role when 'stop' then 0 when 'cancel' then 1 else 2 end as rank
  from moments m
  join clock_moments c on c.verb = m.verb and c.name = m.name
  where c.role in ('start', 'stop', 'cancel')
), numbered as (
  select
    marks.*,
    row_number() over (partition by commitment, journey order by ts, rank, seq) as n,
    lag(rank) over (partition by commitment, journey order by ts, rank, seq) as rank_before,
    max(case when role = 'stop' then ts end) over (
      partition by commitment, journey order by ts, rank, seq
      rows between unbounded preceding and 1 preceding) as stopped_before
  from marks
), next_end as (
  select
    numbered.*,
    min(case when rank < 2 then n end) over (
      partition by commitment, journey order by n rows between 1 following and unbounded following) as end_n
  from numbered
)
select
  s.commitment, s.journey, p.calendar,
  row_number() over (partition by s.commitment, s.journey order by s.n) as run,
  s.ts as started_at, s.day_precision as start_by_day,
  e.ts as ended_at, e.role as end_role, coalesce(e.day_precision, false) as end_by_day,
  case when s.ts - s.stopped_before <= p.preceding then 1 else 0 end as preempted
from next_end s
join clock_rules p on p.commitment = s.commitment
left join numbered e on e.commitment = s.commitment and e.journey = s.journey and e.n = s.end_n
where s.rank = 2 and (s.rank_before is null or s.rank_before < 2)
