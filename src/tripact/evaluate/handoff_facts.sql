-- What was recorded of each handoff that the agreement has, by journey; a further deal is one of its own.
select
  coalesce(l.line, h.person, c.person, h.deal, h.account) as journey, h.handoff, h.action, h.ts, h.seq, h.day_precision,
  h.reason, h.receiver, h.actor, h.complete, h.deal
from handoffs h
join handoff_names n on n.handoff = h.handoff
left join conversions c on c.deal = h.deal
left join clock_lines l on l.line = h.deal
