-- What may have ended each doubtful run, between which instants, and what that was: 0 an answer or the
-- attempt that completed it, 1 what ends an obligation to try early, 2 a cancel. No last instant: it may not have.
with ends as (
  select
    d.id, d.first_start, d.last_start, d.start_before, m.ts as first_ts,
    max(case
      when d.ended_at = d.first_start and m.ts = d.first_start and d.preempted = 0 and c.role <> 'over' then 1
      else 0 end) as at_once,
    case when m.day_precision then m.ts + 86399999 else m.ts end as last_ts,
    min(case
      when c.role = 'cancel' then 2
      when k.commitment is not null then 1
      when c.role = 'over' then 2
      else 0 end) as ended_by
  from doubtful_runs d
  join clock_moments c on c.commitment = d.commitment and c.role in ('stop', 'cancel', 'over')
  join moments m on m.journey = d.journey and m.verb = c.verb and m.name = c.name
  left join clock_needs k on k.commitment = d.commitment
  -- what ends a pass does not end what starts with it
  where c.role <> 'over' or m.ts > d.first_start or not d.start_by_day
  group by d.id, d.first_start, d.last_start, d.start_before, d.ended_at, d.preempted, m.ts, m.seq, m.day_precision
), placed as (
  select
    ends.*,
    case when first_ts <= last_start and last_ts > start_before then 1 else 0 end as before,
    sum(case when first_ts <= last_start and last_ts > start_before then 1 else 0 end) over (partition by id) as others
  from ends
), tried as (
  -- so many attempts at most may have been made by then
  select
    t.id, t.ts, t.sure,
    max(t.tried) over (partition by t.id order by t.ts rows between unbounded preceding and current row) as tried,
    max(t.reached) over (partition by t.id order by t.ts rows between unbounded preceding and current row) as reached,
    sum(1 - t.sure) over (partition by t.id order by t.ts rows between unbounded preceding and current row) as more
  from (
    select d.id, a.ts, 1 as sure, a.tried, a.reached
    from doubtful_runs d
    join sure_attempts a on a.commitment = d.commitment and a.journey = d.journey and a.run = d.run
    union all
    select d.id, greatest(m.ts, d.first_start), 0, 0, 0
    from doubtful_runs d
    join clock_needs k on k.commitment = d.commitment
    join moments m
      on m.journey = d.journey and m.verb = 'attempt'
      and m.ts + case when m.day_precision then 86399999 else 0 end >= d.first_start
    left join sure_moments s on s.journey = m.journey and s.seq = m.seq and s.ts = m.ts
    where s.seq is null or ((d.end_by_day or d.start_by_day) and m.ts > d.ended_at)
  ) t
), completed as (
  select
    d.id,
    min(case when t.tried + t.more >= k.attempts and t.reached + t.more >= k.channels then t.ts end) as first_ts,
    min(case when t.sure = 1 and not d.start_by_day and t.tried >= k.attempts and t.reached >= k.channels then t.ts end) as last_ts
  from doubtful_runs d
  join clock_needs k on k.commitment = d.commitment
  join tried t on t.id = d.id
  group by d.id
)
-- a day's end that is the only one which can have ended the run before did that
select id, first_ts, case when first_ts > last_start then last_ts end as last_ts, ended_by
from placed
where (last_ts > first_start and (before = 0 or others > 1)) or (last_ts = first_start and at_once = 1)
union all
select id, first_ts, last_ts, 0 from completed where first_ts is not null
union all
select id, first_start, cast(null as bigint), 0 from doubtful_runs where preempted = 1
union all
-- an obligation that began anew was over by then
select d.id, min(n.started_at), min(n.started_at) + max(case when n.start_by_day then 86399999 else 0 end), 1
from doubtful_runs d
join clock_rules k on k.commitment = d.commitment
join clock_renewals n
  on n.commitment = k.of and n.journey = d.journey and n.renewed = 1 and n.started_at > d.first_start
group by d.id
