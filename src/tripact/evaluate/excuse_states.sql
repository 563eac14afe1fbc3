-- What became of the excuse of each run of which one was claimed: the last decision holds. A claim
-- that is made again after a rejection waits again.
with claimed as (
  select commitment, journey, run, min(ts) as claimed_at, max(ts) as last_at
  from clock_excuses
  where action = 'claimed'
  group by commitment, journey, run
), decided as (
  select
    commitment, journey, run, action, told_by,
    row_number() over (partition by commitment, journey, run order by told_by desc, seq desc) as latest
  from clock_excuses
  where action in ('approved', 'rejected') and counts = 1
)
select
  c.commitment, c.journey, c.run, c.claimed_at,
  case
    when d.action is null then 'claimed'
    when d.action = 'rejected' and d.told_by < c.last_at then 'claimed'
    else d.action end as state
from claimed c
left join decided d on d.commitment = c.commitment and d.journey = c.journey and d.run = c.run and d.latest = 1
