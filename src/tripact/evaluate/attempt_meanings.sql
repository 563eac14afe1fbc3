-- Each recorded attempt at contact, and what its outcome means in the agreement: an attempt like any other,
-- one that is not counted, a reply, a meeting booked or held. Somebody of ours made an attempt unless it came
-- in, is not counted, or a machine sent it.
select
  coalesce(a.person, c.person, a.deal, a.account) as journey, a.person, a.deal, a.account, a.ts, a.seq,
  a.day_precision, a.channel,
  coalesce(a.direction, 'outbound') as direction,
  case when a.automatic then 1 else 0 end as automatic,
  coalesce(o.meaning, 'attempt') as meaning,
  case when coalesce(a.direction, 'outbound') = 'outbound' and coalesce(o.meaning, 'attempt') <> 'not_counted'
    and (a.automatic is null or not a.automatic) then 1 else 0 end as made
from attempts a
left join conversions c on c.deal = a.deal
left join attempt_outcomes o on o.outcome = a.outcome
