-- Every moment that a clock of the agreement can name, by what the clock runs on: what happened, as
-- a verb with a name (``stage mql``, ``attempt``). Only verbs that some clock says are looked for.
-- A further deal has its own moments, and shares those that name no deal; an account shares those of
-- its people and of its deals; what they say of being contacted is weighed for all of them (account_consents).
-- What is shared stops and pauses a clock, and starts none.
with said as (
  select distinct verb, name from clock_moments
), wanted as (
  select h.*
  from happenings h
  join said s on s.verb = h.verb and s.name = h.name
  where h.journey is not null
), named as (
  select f.seq, l.line
  from (
    select seq, account from attempts where coalesce(person, deal) is not null
    union all
    select seq, account from signals where coalesce(person, deal) is not null
    union all
    select seq, account from handoffs where coalesce(person, deal) is not null
    union all
    select seq, account from milestones where coalesce(person, deal) is not null
  ) f
  join clock_lines l on l.account = f.account
), reached as (
  -- an account, by its people, by its deals, or because the fact names it as well: each moment once
  select l.line, w.verb, w.name, w.ts, w.seq, w.day_precision, w.channel
  from wanted w
  join account_ties b on b.subject = w.journey and b.from_ts <= w.ts and w.ts < b.until_ts
  join clock_lines l on l.account = b.account
  where not w.verb in ('stage', 'left', 'definition', 'opt_out', 'consent', 'no_basis')
  union
  select l.line, w.verb, w.name, w.ts, w.seq, w.day_precision, w.channel
  from wanted w
  join account_ties b on b.subject = w.deal and b.from_ts <= w.ts and w.ts < b.until_ts
  join clock_lines l on l.account = b.account
  where not w.verb in ('stage', 'left', 'definition', 'opt_out', 'consent', 'no_basis')
  union
  select n.line, w.verb, w.name, w.ts, w.seq, w.day_precision, w.channel
  from wanted w
  join named n on n.seq = w.seq
  where not w.verb in ('stage', 'left', 'definition', 'opt_out', 'consent', 'no_basis')
), shared as (
  -- where a person stands is said of the person alone
  select l.line, w.verb, w.name, w.ts, w.seq, w.day_precision, w.channel
  from wanted w
  join clock_lines l on l.person = w.journey
  where w.deal is null and not w.verb in ('stage', 'left', 'definition')
  union all
  select line, verb, name, ts, seq, day_precision, channel
  from reached
  union all
  select a.account, a.verb, '', a.ts, a.seq, a.day_precision, null
  from account_consents a
  where a.verb in (select verb from said)
)
select
  coalesce(l.line, w.journey) as journey, w.verb, w.name, w.ts, w.seq, w.day_precision, w.channel, 1 as own
from wanted w
left join clock_lines l on l.person = w.journey and l.line = w.deal
union all
select line, verb, name, ts, seq, day_precision, channel, 0
from shared
