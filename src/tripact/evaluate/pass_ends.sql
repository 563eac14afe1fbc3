-- Where each way left the path, and a pass of it ended: for a rest, for good, or lost. A further deal is a way
-- of its own; all else is the way of its journey. What is known by its day alone comes last on it.
select
  coalesce(f.deal, v.journey) as line, v.seq,
  case when v.day_precision then m.ts + 86399999 else v.entered_at end as placed_at
from visits v
left join moves m on m.seq = v.seq
left join further_deals f on f.journey = v.journey and f.deal = v.deal
where v.kind in ('recycle', 'disqualified', 'lost')
