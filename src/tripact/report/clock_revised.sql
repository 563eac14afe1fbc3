-- The clocks that stood as broken when their promise ended and do no longer, for the sole reason that
-- what ended them in time was recorded after that end. Everything else about their subject that had
-- happened by then was recorded by then, so what was known then is what is known now without those
-- ends: the same start, the same budget, no end. Where more was recorded late, taken back or merged,
-- nothing is said here: explain clock judges such a clock again as known then.
with kept as (
  select id, commitment, journey, run, state, started_at, stopped_at, breach_after, preempted
  from commitments
  where state in ('met', 'fulfilled_early', 'cancelled') and breach_after + 1 < :known_at
), named as (
  select
    c.id, k.role, m.verb, m.seq, m.ts, c.started_at, c.breach_after, c.run, c.preempted,
    m.ts + case when m.day_precision then 86399999 else 0 end as until_ts
  from kept c
  join clock_rules r on r.commitment = c.commitment
  join clock_moments k on k.commitment = c.commitment and k.role in ('stop', 'cancel', 'over', 'pause', 'resume')
  join moments m on m.verb = k.verb and m.name = k.name and m.journey = c.journey
    and m.ts <= c.breach_after
    and m.ts + case when m.day_precision then 86399999 else 0 end >= c.started_at - coalesce(r.preceding, 0)
  union all
  select c.id, 'try', m.verb, m.seq, m.ts, c.started_at, c.breach_after, c.run, c.preempted,
    m.ts + case when m.day_precision then 86399999 else 0 end
  from kept c
  join clock_needs n on n.commitment = c.commitment
  join moments m on m.verb = 'attempt' and m.journey = c.journey and m.ts <= c.breach_after
    and m.ts + case when m.day_precision then 86399999 else 0 end >= c.started_at
), marks as (
  select
    n.*, t.recorded_at,
    case when t.recorded_at > n.breach_after + 1 then 1 else 0 end as late,
    -- a touch before the first start keeps the promise; any other end comes after the start
    case when n.ts > n.started_at then 1
      when n.preempted = 1 and n.run = 1 and n.verb in ('attempt', 'touch') and n.ts = n.until_ts then 1
      else 0 end as ending
  from named n
  left join told_late t on t.seq = n.seq
), weighed as (
  select
    m.id,
    sum(case when role in ('stop', 'cancel', 'over') and late = 0 then 1 else 0 end) as ended,
    sum(case when late = 1 and (ending = 0 or role in ('pause', 'resume')) then 1 else 0 end) as doubtful,
    min(case when role in ('stop', 'cancel', 'over') and late = 1 then recorded_at end) as ended_ts,
    count(distinct case when role = 'try' then seq end) as tries,
    max(case when role = 'try' and late = 1 then recorded_at end) as tried_ts
  from marks m
  group by m.id
), mended as (
  select
    c.id, c.journey, c.breach_after,
    -- an obligation to try is kept when the last of the attempts it asks for is known
    case when n.commitment is null or c.state <> 'met' or c.preempted = 1 then w.ended_ts else w.tried_ts end as known_ts
  from kept c
  join weighed w on w.id = c.id
  left join clock_needs n on n.commitment = c.commitment
  where w.ended = 0 and w.doubtful = 0
    and (n.commitment is null or (w.tries <= n.attempts and (w.ended_ts is null or w.tried_ts is null)))
), other as (
  select m.id
  from mended m
  join told_family f on f.journey = m.journey
  join told_of t on t.subject = f.subject and t.recorded_at > m.breach_after + 1 and t.ts <= m.breach_after
  left join marks e on e.id = m.id and e.seq = t.seq
  where e.id is null
)
select m.id as clock, m.known_ts
from mended m
left join (select distinct id from other) o on o.id = m.id
where m.known_ts is not null and o.id is null
