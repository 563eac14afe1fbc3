-- Every excuse with the run that it is said of. A start names the run that it lies in, so that what
-- becomes known later changes nothing. A bare number counts the runs whose start was known when the
-- excuse was recorded (of less facts than it asks for, those known today); without either it is the
-- last run that had started by then. What approves or rejects counts after a claim, or with it.
with said as (
  select
    e.seq, e.commitment, coalesce(l.line, e.person, c.person, e.deal, e.account) as journey, e.run, e.started_at,
    e.action, e.ts, e.day_precision, e.ts + case when e.day_precision then 86399999 else 0 end as told_by,
    e.reason, e.actor, e.approver, coalesce(e.evidenced, false) as evidenced
  from excuses e
  left join clock_lines l on l.line = e.deal
  left join conversions c on c.deal = e.deal
), begun as (
  -- facts are numbered as they were recorded
  select s.commitment, s.journey, s.ts, min(s.seq) as seq
  from applying_starts s
  join (select distinct commitment, journey from said) a on a.commitment = s.commitment and a.journey = s.journey
  group by s.commitment, s.journey, s.ts
), possible as (
  select
    s.seq, r.run, r.started_at, r.ended_at,
    case when r.started_at <= s.told_by then 1 else 0 end as begun,
    case when b.seq < s.seq then 1 else 0 end as known
  from said s
  join clock_runs r on r.commitment = s.commitment and r.journey = s.journey
  left join begun b on b.commitment = r.commitment and b.journey = r.journey and b.ts = r.started_at
), counted as (
  select
    possible.*,
    sum(known) over (
      partition by seq order by run rows between unbounded preceding and current row) as known_run,
    sum(known) over (partition by seq) as known_runs,
    row_number() over (partition by seq order by begun desc, known desc, run desc) as place
  from possible
), meant as (
  select s.*, c.run as of_run
  from said s
  join counted c on c.seq = s.seq
  where case
    when s.started_at is not null then
      c.started_at = s.started_at
      or (c.started_at < s.started_at and (c.ended_at is null or s.started_at < c.ended_at))
    when s.run is not null then
      (c.known = 1 and c.known_run = s.run) or (c.known_runs < s.run and c.run = s.run)
    else c.begun = 1 and c.place = 1 end
)
select
  m.seq, m.commitment, m.journey, m.of_run as run, m.action, m.ts, m.day_precision, m.told_by, m.reason, m.actor,
  m.approver, m.evidenced,
  case
    when m.action = 'claimed' then 1
    when min(case when m.action = 'claimed' then m.ts end) over (partition by m.commitment, m.journey, m.of_run)
      <= m.told_by then 1
    else 0 end as counts
from meant m
