-- The runs whose breach is excused, as decided last: the run that the excuse names, or the only one.
with stated as (
  select
    e.commitment, coalesce(l.line, e.person, c.person, e.deal, e.account) as journey, e.run, e.action, e.ts, e.seq
  from excuses e
  left join clock_lines l on l.line = e.deal
  left join conversions c on c.deal = e.deal
  where e.action in ('approved', 'rejected')
), started as (
  select
    r.commitment, r.journey, r.run,
    count(*) over (partition by r.commitment, r.journey) as runs
  from clock_runs r
), decided as (
  select
    r.commitment, r.journey, r.run, s.action,
    row_number() over (partition by r.commitment, r.journey, r.run order by s.ts desc, s.seq desc) as latest
  from started r
  join stated s
    on s.commitment = r.commitment and s.journey = r.journey
    and (s.run = r.run or (s.run is null and r.runs = 1))
)
select commitment, journey, run
from decided
where latest = 1 and action = 'approved'
