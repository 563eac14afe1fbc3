-- Every moment that a clock of the agreement can name, by what the clock runs on: what happened, as
-- a verb with a name (``stage mql``, ``attempt``).
-- A further deal has its own moments, and shares those that name no deal; an account shares those of
-- its people and of its deals. What is shared stops and pauses a clock, and starts none.
with shared as (
  -- where a person stands is said of the person alone
  select l.line, w.verb, w.name, w.ts, w.seq, w.day_precision, w.channel
  from named_happenings w
  join clock_lines l on l.person = w.journey
  where w.deal is null and not w.verb in ('stage', 'left', 'definition')
  union all
  select line, verb, name, ts, seq, day_precision, channel
  from account_moments
)
select
  coalesce(l.line, w.journey) as journey, w.verb, w.name, w.ts, w.seq, w.day_precision, w.channel, 1 as own
from named_happenings w
left join clock_lines l on l.person = w.journey and l.line = w.deal
where :judged
union all
select line, verb, name, ts, seq, day_precision, channel, 0
from shared
