-- The rounds of each handoff counted by how they stand. A round belongs to the period in which it was
-- sent; what was not sent, to that in which it became due.
select
  handoff, state, reason, known_reason,
  case when sent_at is null then 0 else 1 end as sent,
  case when acknowledged_at is null then 0 else 1 end as acknowledged,
  count(*) as n
from handoff_rounds
where coalesce(sent_at, due_at, accepted_at, returned_at) >= :since
  and coalesce(sent_at, due_at, accepted_at, returned_at) < :until
group by
  handoff, state, reason, known_reason, case when sent_at is null then 0 else 1 end,
  case when acknowledged_at is null then 0 else 1 end
order by handoff, state, reason
