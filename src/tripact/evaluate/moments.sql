-- Every moment that a clock of the agreement can name, by journey: what happened, as a verb with a
-- name (``stage mql``, ``attempt``). Only verbs that some clock says are looked for.
with said as (
  select distinct verb, name from clock_moments
), tried as (
  select
    coalesce(a.person, c.person, a.deal) as journey, a.ts, a.seq, a.day_precision, a.actor, a.channel, a.outcome,
    coalesce(a.direction, 'outbound') as direction,
    case when a.automatic then 1 else 0 end as automatic,
    coalesce(o.meaning, 'attempt') as meaning
  from attempts a
  left join conversions c on c.deal = a.deal
  left join attempt_outcomes o on o.outcome = a.outcome
), happened as (
  select journey, 'stage' as verb, stage as name, entered_at as ts, seq, day_precision, cast(null as text) as channel
  from visits
  union all
  select journey, 'left', stage, exited_at, seq, false, null
  from visits
  where exited_at is not null
  union all
  select journey, 'touch', '', ts, seq, day_precision, channel
  from tried
  where direction = 'outbound' and meaning = 'attempt'
  union all
  select journey, 'attempt', '', ts, seq, day_precision, channel
  from (
    -- attempts on one channel within a burst count once
    select
      tried.*,
      lag(ts) over (partition by journey, channel order by ts, seq) as same_before
    from tried
    where direction = 'outbound' and meaning = 'attempt' and automatic = 0
  ) repeated
  where same_before is null or ts - same_before >= :burst
  union all
  select journey, 'reply', '', ts, seq, day_precision, channel
  from tried
  where meaning = 'reply' or direction = 'inbound'
  union all
  select journey, meaning, channel, ts, seq, day_precision, channel
  from tried
  where meaning in ('booked', 'held')
  union all
  select s.person, 'signal', s.signal, s.ts, s.seq, s.day_precision, null
  from signals s
  where s.person is not null and s.signal in (select name from said where verb = 'signal')
  union all
  select s.person, v.verb, '', s.ts, s.seq, s.day_precision, null
  from signals s
  join signal_verbs v on v.signal = s.signal
  where s.person is not null
  union all
  select person, case when state = 'given' then 'consent' else 'opt_out' end, '', ts, seq, day_precision, channel
  from consents
  where person is not null
  union all
  select coalesce(h.person, c.person, h.deal), a.verb, h.handoff, h.ts, h.seq, h.day_precision, null
  from handoffs h
  join handoff_verbs a on a.action = h.action and coalesce(h.complete, 0) >= a.complete
  left join conversions c on c.deal = h.deal
  union all
  select coalesce(m.person, c.person, m.deal), 'milestone', m.milestone, m.ts, m.seq, m.day_precision, null
  from milestones m
  left join conversions c on c.deal = m.deal
  union all
  select coalesce(a.person, c.person, a.deal), 'owner_changed', '', a.ts, a.seq, a.day_precision, null
  from attributes a
  left join conversions c on c.deal = a.deal
  where a.name = 'owner'
)
select h.journey, h.verb, h.name, h.ts, h.seq, h.day_precision, h.channel
from happened h
join said s on s.verb = h.verb and s.name = h.name
where h.journey is not null
