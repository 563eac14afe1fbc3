-- The rounds of each handoff of each journey: when it was due, sent and answered, by whom, and how it stands.
with rounds as (
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
  from handoff_marks
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
  join handoff_facts g on g.handoff = o.handoff and g.journey = o.journey and g.action = 'acknowledged'
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
left join handoff_facts s on s.seq = o.sent_seq and s.handoff = o.handoff and s.journey = o.journey
left join handoff_facts a on a.seq = o.answer_seq and a.handoff = o.handoff and a.journey = o.journey
left join handoff_reasons r on r.handoff = o.handoff and r.reason = a.reason
left join seen k on k.handoff = o.handoff and k.journey = o.journey and k.number = o.number
left join overdue_handoffs w
  on w.handoff = o.handoff and w.journey = o.journey and w.started_at = o.due_at
