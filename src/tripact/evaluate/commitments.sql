-- The verdict on each run of each clock (methods §4.1): kept if the time that ran until its end is
-- within the budget. An hour clock on a fact of a day has the verdict of all its readings and is never guessed; a
-- day clock takes a day that begins before it is due, or that lies wholly within its time.
with paused as (
  select
    id,
    max(case when from_ts <= :as_of and (until_ts is null or until_ts > :as_of) then 1 else 0 end) as held
  from clock_pauses
  group by id
), counted as (
  -- late attempts do not mend an obligation to try
  select b.id, cast(max(a.tried) as bigint) as attempts, cast(max(a.reached) as bigint) as channels
  from clock_attempts a
  join clock_budgets b on b.commitment = a.commitment and b.journey = a.journey and b.run = a.run
  join clock_deadlines t on t.id = b.id
  where a.ts <= coalesce(t.breach_after, a.ts)
  group by b.id
), seen as (
  select
    b.*, r.of, t.due_at, t.breach_after, t.elapsed, t.amount as budget,
    q.state as read_state, q.ended_at as read_end, q.elapsed as read_elapsed,
    coalesce(n.attempts, 0) as attempts, coalesce(n.channels, 0) as channels,
    case when p.held = 1 then 1 else 0 end as held,
    case
      -- the calendar is not known so far, and what is known of it does not decide
      when t.amount is null or (t.elapsed is null and t.breach_after is null) then 1
      else 0 end as unknown,
    case
      when q.state = 'broken' then 1
      when t.breach_after is null then 0
      when b.end_by_day and b.ended_at < t.due_at then 0
      when b.end_by_day and b.ended_at + 86400000 > t.breach_after then 1
      when coalesce(b.ended_at, :as_of) > t.breach_after then 1
      else 0 end as late
  from clock_budgets b
  join clock_rules r on r.commitment = b.commitment
  join clock_deadlines t on t.id = b.id
  left join read_verdicts q on q.id = b.id
  left join paused p on p.id = b.id
  left join counted n on n.id = b.id
  where r.grade = :grade
), judged as (
  select
    seen.*,
    case
      when read_state <> 'broken' then read_state
      when unknown = 1 and read_state is null then 'undecidable'
      when preempted = 1 and read_state is null then 'met'
      -- what is broken is not mended by cancelling, nor by what ends an obligation to try
      when late = 1 and (ended_at is null or end_role = 'cancel' or early = 1) then 'breached_open'
      when end_role = 'cancel' then 'cancelled'
      when late = 1 then 'met_late'
      when ended_at is null then case when held = 1 then 'paused' else 'running' end
      when early = 1 then 'fulfilled_early'
      else 'met' end as state,
    case when read_state = 'undecidable' and start_by_day then 1 else 0 end as vague,
    -- a touch of a day may have kept it, an answer in time did
    case when read_state = 'met' and preempted = 1 then 1 else 0 end as kept_anyway
  from seen
)
select
  j.id, j.of as commitment, j.journey, j.run, j.started_at,
  -- as if it had started with its day would be a guess
  case when j.vague = 0 then j.due_at end as due_at,
  case when j.vague = 0 then j.breach_after end as breach_after,
  case when j.kept_anyway = 1 then j.read_end else j.ended_at end as stopped_at,
  case when j.kept_anyway = 1 then j.read_elapsed when j.vague = 0 then j.elapsed end as elapsed,
  j.budget as amount, j.unit, j.calendar,
  case when j.kept_anyway = 1 then 0 else j.preempted end as preempted,
  j.attempts, j.channels,
  case when x.commitment is null then 0 else 1 end as excused,
  j.state
from judged j
left join excused_runs x on x.commitment = j.of and x.journey = j.journey and x.run = j.run
