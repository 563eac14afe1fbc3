-- What happened to a person, a deal or an account, in the words of the agreement: a verb with a name
-- (``stage mql``, ``attempt``), and the deal that the fact names. Only signals that some clock says
-- are looked for.
with said as (
  select distinct verb, name from clock_moments
), vague as (
  -- what a rule decided on a fact of which only the day is known is known by its day alone
  select person, ts
  from signals
  where day_precision and person is not null
  union
  select person, ts
  from attributes
  where day_precision and person is not null
), stayed as (
  -- the order of a day puts what is known by it behind what came before; a clock is told the day
  select
    v.journey, l.line, v.deal, v.stage, v.entered_at, v.exited_at, v.exit_to, v.seq, coalesce(m.ts, v.entered_at) as ts,
    v.day_precision or (v.basis = 'rule' and d.ts is not null) as by_day
  from visits v
  left join clock_lines l on l.line = v.deal
  left join vague d on d.person = v.journey and d.ts = v.entered_at
  left join moves m on m.seq = v.seq and v.day_precision
), shown as (
  select coalesce(s.person, c.person, s.deal, s.account) as journey, s.deal, s.signal, s.ts, s.seq, s.day_precision
  from signals s
  left join conversions c on c.deal = s.deal
)
select
  journey, deal, 'stage' as verb, stage as name, ts, seq, by_day as day_precision, cast(null as text) as channel
from stayed
union all
-- a stage is left by what enters the next one
select
  s.journey, s.line, 'left', s.stage, max(n.ts), max(n.seq), max(case when n.by_day then 1 else 0 end) = 1, null
from stayed s
join stayed n
  on n.journey = s.journey and n.entered_at = s.exited_at and n.stage = s.exit_to
  and coalesce(n.line, n.journey) = coalesce(s.line, s.journey)
group by s.journey, s.line, s.stage, s.entered_at, s.exited_at, s.seq
union all
select p.person, null, 'definition', s.definition, p.ts, 0, d.ts is not null, null
from promotions p
join definition_stages s on s.stage = p.stage
left join vague d on d.person = p.person and d.ts = p.ts
union all
select account, null, 'definition', definition, ts, 0, false, null
from account_promotions
union all
-- whoever tries and is answered, or gets a meeting, has tried: the same fact is both
select journey, deal, 'touch', '', ts, seq, day_precision, channel
from attempt_meanings
where direction = 'outbound' and meaning <> 'not_counted'
union all
select journey, deal, 'attempt', '', ts, seq, day_precision, channel
from attempt_meanings
where made = 1
union all
select journey, deal, 'reply', '', ts, seq, day_precision, channel
from attempt_meanings
where meaning = 'reply' or direction = 'inbound'
union all
select journey, deal, meaning, channel, ts, seq, day_precision, channel
from attempt_meanings
where meaning in ('booked', 'held')
union all
select journey, deal, 'signal', signal, ts, seq, day_precision, null
from shown
where signal in (select name from said where verb = 'signal')
union all
select s.journey, s.deal, v.verb, '', s.ts, s.seq, s.day_precision, null
from shown s
join signal_verbs v on v.signal = s.signal
union all
select person, deal, verb, '', ts, seq, day_precision, channel
from consent_moments
union all
select person, null, 'no_basis', '', ts, seq, day_precision, null
from basis_moments
union all
select coalesce(h.person, c.person, h.deal, h.account), h.deal, h.action, h.handoff, h.ts, h.seq, h.day_precision, null
from handoffs h
left join conversions c on c.deal = h.deal
where h.action in ('sent', 'accepted', 'returned')
union all
select journey, deal, 'completed', handoff, ts, seq, day_precision, null
from handoff_completions
union all
select
  coalesce(m.person, c.person, m.deal, m.account), m.deal, 'milestone', m.milestone, m.ts, m.seq, m.day_precision, null
from milestones m
left join conversions c on c.deal = m.deal
union all
select coalesce(a.person, c.person, a.deal), a.deal, 'owner_changed', '', a.ts, a.seq, a.day_precision, null
from attributes a
left join conversions c on c.deal = a.deal
where a.name = 'owner'
