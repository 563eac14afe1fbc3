-- How long customers waited for a milestone: the runs of its clock with the wall time until it was
-- reached (cause 1), until the account churned before that (2), or so far (0). Open runs are watched
-- until the end of what the source recorded of the milestone, if that came before.
with belonging as (
  select person as journey, account
  from memberships
  where account is not null
  union
  select coalesce(c.person, l.deal), l.other_key
  from links l
  left join conversions c on c.deal = l.deal
  where l.relation = 'belongs_to' and l.deal is not null and l.other_key is not null
), watched as (
  select max(until) as until_ts
  from coverage
  where stage = :milestone
), runs as (
  select
    c.id, c.started_at, c.state, c.stopped_at,
    case
      when w.until_ts is null or w.until_ts > :as_of then :as_of
      when w.until_ts < c.started_at then c.started_at
      else w.until_ts end as seen_until,
    (
      select min(r.ts)
      from belonging b
      join revenue r on r.account = b.account and r.movement = 'churn'
      where b.journey = c.journey and r.ts >= c.started_at) as churned_at
  from commitments c
  cross join watched w
  where c.commitment = :commitment and c.started_at >= :since and c.started_at < :until
), judged as (
  select
    id, started_at,
    case
      when state in ('met', 'met_late', 'fulfilled_early') and (churned_at is null or stopped_at <= churned_at) then 1
      when churned_at is not null and (state <> 'cancelled' or churned_at < stopped_at) then 2
      when state = 'undecidable' and stopped_at is not null then 1
      else 0 end as cause,
    coalesce(least(churned_at, stopped_at), churned_at, stopped_at, seen_until) as until_ts
  from runs
)
select
  l.label, :instant // 900000 as slot, j.cause,
  case when j.until_ts < j.started_at then 0 else j.until_ts - j.started_at end as lasted, count(*) as n
from judged j
left join clock_labels l on l.clock = j.id
group by
  l.label, :instant // 900000, j.cause,
  case when j.until_ts < j.started_at then 0 else j.until_ts - j.started_at end
