-- Each recorded attempt at contact, and what its outcome means in the agreement: an attempt like any other,
-- one that is not counted, a reply, a meeting booked or held.
select
  coalesce(a.person, c.person, a.deal, a.account) as journey, a.person, a.deal, a.account, a.ts, a.seq,
  a.day_precision, a.channel,
  coalesce(a.direction, 'outbound') as direction,
  case when a.automatic then 1 else 0 end as automatic,
  coalesce(o.meaning, 'attempt') as meaning
from attempts a
left join conversions c on c.deal = a.deal
left join attempt_outcomes o on o.outcome = a.outcome
