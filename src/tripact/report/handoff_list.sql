-- Single rounds of handoffs with the ids of their subjects.
select
  s.id as subject, d.id as deal, r.handoff, r.number, r.round, r.due_at, r.sent_at, r.acknowledged_at, r.accepted_at,
  r.returned_at, r.void_at, r.reason, r.known_reason, r.sender, r.receiver, r.claimed, r.sent_seq, r.answer_seq,
  r.state, r.journey
from handoff_rounds r
join ledger.subjects s on s.key = r.journey
left join ledger.subjects d on d.key = r.deal
where :which
order by r.handoff, r.journey, r.number
