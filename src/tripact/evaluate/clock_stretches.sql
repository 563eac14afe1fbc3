-- The stretches of each clock of each journey: from a start to the first end after it. While a clock
-- runs, a further start changes nothing; only the rest of a prohibition begins anew. The order of one
-- instant says nothing: all its ends (a stop before a cancel) end the run that began before it, and
-- what starts in it then begins the next; where none ran, they end the run that starts in it. An end
-- of which only the day is known does the same with its day. A prohibition alone is not ended by the
-- instant that starts it; and what ends a pass ends what ran in it, not what starts with it.
with numbered as (
  select
    i.commitment, i.journey, i.ts, i.begins, i.ending, i.by_day, r.calendar, r.preceding, r.restarts, r.grade,
    row_number() over (partition by i.commitment, i.journey order by i.ts) as n,
    max(i.touched_at) over (partition by i.commitment, i.journey order by i.ts
      rows between unbounded preceding and current row) as touched_at,
    max(i.touched_by) over (partition by i.commitment, i.journey order by i.ts
      rows between unbounded preceding and current row) as touched_by,
    max(case when i.by_day = 1 then i.ts end) over (partition by i.commitment, i.journey order by i.ts
      rows between unbounded preceding and current row) as ended_on
  from clock_instants i
  join clock_rules r on r.commitment = i.commitment
), placed as (
  -- day: that of an end known by its day, in which this instant lies
  select
    numbered.*,
    case when ts <= ended_on + 86399999 then ended_on end as day,
    case when preceding is not null and ts <= touched_by then 1 else 0 end as touched_that_day,
    -- a touch shortly before the start has kept the promise already: 1 surely, 2 as far as a day tells
    case
      when begins is null then 0
      when ts - touched_at <= preceding then 1
      when ts > touched_by and ts - touched_by <= preceding then 2
      else 0 end as kept
  from numbered
), turned as (
  -- runs: 1 if a clock runs after this instant, 0 if none does, nothing if it is as it was before
  select
    placed.*,
    case
      when begins is null or (by_day = 1 and kept > 0) then 0
      when by_day = 1 then 1
      when ending is null then case when kept = 0 then 1 end
      when kept > 0 then 0
      when grade = 'prohibition' or ending > 3 then 1 end as runs,
    lead(day) over (partition by commitment, journey order by n) as next_day
  from placed
), within_days as (
  select
    turned.*,
    coalesce(max(case when runs is not null then 2 * n + runs end) over (
      partition by commitment, journey order by n rows between unbounded preceding and 1 preceding) % 2, 0) as ran
  from turned
), after_days as (
  -- the same of a whole day with an end: if a clock runs in its evening, it is as it was before the day
  select
    within_days.*,
    case
      when day is null then runs
      when next_day = day then null
      when coalesce(runs, ran) = 0 or touched_that_day = 1 then 0 end as lasts
  from within_days
), known as (
  select
    after_days.*,
    case
      when day < ts then ran
      else coalesce(max(case when lasts is not null then 2 * n + lasts end) over (
        partition by commitment, journey order by n rows between unbounded preceding and 1 preceding) % 2, 0)
      end as running,
    min(case when ending is not null or restarts = 1 then n end) over (
      partition by commitment, journey order by n rows between 1 following and unbounded following) as end_n
  from after_days
), told as (
  -- what the end of the day was, and whether it ended what ran before the day
  select
    known.*,
    max(case when by_day = 1 then 16 * n + 8 * running + ending end) over (
      partition by commitment, journey order by n rows between unbounded preceding and current row) as day_end
  from known
), judged as (
  select
    told.*,
    case when day is not null and day_end // 8 % 2 = 0 then 1 else 0 end as ends_that_day,
    case
      when not begins is null and kept = 0 and touched_that_day = 1 and day_end // 8 % 2 = 1 then 2
      else kept end as preempted
  from told
), followed as (
  select judged.*, lag(preempted) over (partition by commitment, journey order by n) as preempted_before
  from judged
), begun as (
  select
    s.*, e.ts as next_ts, e.begins as next_begins, e.ending as next_ending,
    case
      when s.preempted > 0 then 'kept'
      when s.ending < 4 and s.by_day = 0 and s.running = 0 and s.grade <> 'prohibition' then 'at once'
      when s.ends_that_day = 1 and (e.day is null or e.day <> s.day) then 'that day'
      else 'later' end as how
  from followed s
  left join placed e on e.commitment = s.commitment and e.journey = s.journey and e.n = s.end_n
  where s.begins is not null
    and (
      s.restarts = 1 or s.ending is not null
      or (s.running = 0 and (s.preempted = 0 or coalesce(s.preempted_before, 0) = 0)))
)
select
  commitment, journey, calendar,
  row_number() over (partition by commitment, journey order by n) as run,
  ts as started_at, begins = 1 as start_by_day,
  case when how = 'later' then next_ts else ts end as ended_at,
  case how
    when 'kept' then 'stop'
    when 'at once' then case when ending < 2 then 'stop' else 'cancel' end
    when 'that day' then case when day_end % 4 < 2 then 'stop' else 'cancel' end
    else case when next_ending % 4 < 2 then 'stop' when next_ending is not null then 'cancel' when next_ts is not null then 'start' end
    end as end_role,
  case how
    when 'kept' then preempted = 2
    when 'at once' then false
    when 'that day' then true
    else coalesce(coalesce(next_ending % 2, next_begins) = 1, false) end as end_by_day,
  case when preempted > 0 then 1 else 0 end as preempted
from begun
