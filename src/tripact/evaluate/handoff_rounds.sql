-- The rounds of each handoff of each journey. A round begins when the handoff becomes due, or is sent
-- without being due; it ends with the answer of the receiver, or when the pass ends before it was
-- sent. Sent again after a return it is the next round. In one instant due comes before sent.
with given as (
  select
    coalesce(h.person, c.person, h.deal, h.account) as journey, h.handoff, h.action, h.ts, h.seq, h.day_precision,
    h.reason, h.receiver, h.actor, h.complete, h.deal
  from handoffs h
  join handoff_names n on n.handoff = h.handoff
  left join conversions c on c.deal = h.deal
), marks as (
  select
    t.handoff, m.journey, t.mark, m.ts, m.seq, m.day_precision, case t.mark when 'due' then 0 else 2 end as rank
  from moments m
  join handoff_terms t on t.verb = m.verb and t.name = m.name
  union all
  select handoff, journey, action, ts, seq, day_precision, 1
  from given
  where action in ('sent', 'accepted', 'returned')
), placed as (
  -- what is known by its day alone is taken to come last on it, so that it finds what became due then
  select marks.*, case when day_precision and mark <> 'due' then ts + 86399999 else ts end as placed_at
  from marks
), followed as (
  select
    placed.*,
    lag(mark) over (partition by handoff, journey order by placed_at, rank, seq) as before
  from placed
), ending as (
  -- the end of a pass voids only what is due
  select
    handoff, journey, mark, ts, seq, rank, placed_at,
    lag(mark) over (partition by handoff, journey order by placed_at, rank, seq) as before
  from followed
  where mark <> 'void' or before = 'due'
), told as (
  -- what is said twice is said once
  select
    handoff, journey, mark, ts, seq, rank, placed_at,
    lag(mark) over (partition by handoff, journey order by placed_at, rank, seq) as before,
    lag(mark, 2) over (partition by handoff, journey order by placed_at, rank, seq) as earlier
  from ending
  where before is null or before <> mark
), named as (
  -- what was sent before it became due takes that moment as its own, and can no longer be void
  select
    handoff, journey, ts, seq, rank, placed_at,
    case
      when mark = 'due' and before = 'sent' and (earlier is null or earlier <> 'due') then 'overtaken'
      else mark end as mark
  from told
), voided as (
  select
    named.*,
    lag(mark) over (partition by handoff, journey order by placed_at, rank, seq) as before
  from named
), lasting as (
  select
    handoff, journey, ts, seq, rank, placed_at, mark,
    lag(mark) over (partition by handoff, journey order by placed_at, rank, seq) as before
  from voided
  where mark <> 'void' or before = 'due'
), begun as (
  select
    lasting.*,
    case
      when before is null or before in ('accepted', 'returned', 'void') then 1
      when mark = 'due' and before in ('sent', 'overtaken') then 1
      else 0 end as begins
  from lasting
), numbered as (
  select
    begun.*,
    sum(begins) over (
      partition by handoff, journey order by placed_at, rank, seq
      rows between unbounded preceding and current row) as number,
    -- a chain goes from the first sending to the acceptance, over every return
    sum(case when begins = 1 and (mark = 'due' or before is null or before <> 'returned') then 1 else 0 end) over (
      partition by handoff, journey order by placed_at, rank, seq
      rows between unbounded preceding and current row) as chain
  from begun
), rounds as (
  select
    handoff, journey, number, min(chain) as chain, min(placed_at) as begun_at,
    min(case when mark in ('due', 'overtaken') then ts end) as due_at,
    min(case when mark = 'sent' then ts end) as sent_at,
    min(case when mark = 'sent' then placed_at end) as sent_placed,
    min(case when mark = 'sent' then seq end) as sent_seq,
    max(case when mark = 'accepted' then ts end) as accepted_at,
    max(case when mark = 'returned' then ts end) as returned_at,
    max(case when mark in ('accepted', 'returned') then seq end) as answer_seq,
    max(case when mark = 'void' then ts end) as void_at
  from numbered
  group by handoff, journey, number
), ordered as (
  select
    rounds.*,
    row_number() over (partition by handoff, journey, chain order by number) as round,
    lead(chain) over (partition by handoff, journey order by number) as next_chain,
    lead(begun_at) over (partition by handoff, journey order by number) as next_at
  from rounds
), seen as (
  select o.handoff, o.journey, o.number, min(g.ts) as acknowledged_at
  from ordered o
  join given g on g.handoff = o.handoff and g.journey = o.journey and g.action = 'acknowledged'
  where case when g.day_precision then g.ts + 86399999 else g.ts end >= o.sent_placed
    and (o.next_at is null or g.ts < o.next_at)
  group by o.handoff, o.journey, o.number
)
select
  o.handoff, o.journey, cast(o.number as bigint) as number, cast(o.chain as bigint) as chain,
  cast(o.round as bigint) as round, coalesce(s.deal, a.deal) as deal,
  o.due_at, o.sent_at, o.sent_placed as sent_by, k.acknowledged_at, o.accepted_at, o.returned_at, o.void_at,
  case when a.action = 'returned' then a.reason end as reason,
  case
    when a.action is null or a.action <> 'returned' then null
    when r.reason is null then 0
    else 1 end as known_reason,
  s.actor as sender, coalesce(s.receiver, a.receiver, a.actor) as receiver, s.complete as claimed,
  o.sent_seq, o.answer_seq,
  case
    when o.accepted_at is not null then 'accepted'
    when o.returned_at is not null and o.next_chain = o.chain then 'resent'
    when o.returned_at is not null then 'returned'
    when k.acknowledged_at is not null then 'acknowledged'
    when o.sent_at is not null then 'sent'
    when w.handoff is not null then 'missing'
    when o.void_at is not null then 'void'
    else 'due' end as state
from ordered o
left join given s on s.seq = o.sent_seq and s.handoff = o.handoff and s.journey = o.journey
left join given a on a.seq = o.answer_seq and a.handoff = o.handoff and a.journey = o.journey
left join handoff_reasons r on r.handoff = o.handoff and r.reason = a.reason
left join seen k on k.handoff = o.handoff and k.journey = o.journey and k.number = o.number
left join overdue_handoffs w
  on w.handoff = o.handoff and w.journey = o.journey and w.started_at = o.due_at
