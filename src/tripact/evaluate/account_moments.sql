-- What an account shares of its people and of its deals, or because a fact names it as well: each moment once.
-- What they say of being contacted is weighed for all of them (account_consents).
with named as (
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
), telling as (
  -- where a person stands is said of the person alone
  select journey, deal, verb, name, ts, seq, day_precision, channel
  from named_happenings
  where not verb in ('stage', 'left', 'definition', 'opt_out', 'consent', 'no_basis')
), reached as (
  select l.line, w.verb, w.name, w.ts, w.seq, w.day_precision, w.channel
  from telling w
  join account_ties b on b.subject = w.journey and b.from_ts <= w.ts and w.ts < b.until_ts
  join clock_lines l on l.account = b.account
  union
  select l.line, w.verb, w.name, w.ts, w.seq, w.day_precision, w.channel
  from telling w
  join account_ties b on b.subject = w.deal and b.from_ts <= w.ts and w.ts < b.until_ts
  join clock_lines l on l.account = b.account
  union
  select n.line, w.verb, w.name, w.ts, w.seq, w.day_precision, w.channel
  from telling w
  join named n on n.seq = w.seq
)
select line, verb, name, ts, seq, day_precision, channel
from reached
union all
select a.account, a.verb, '', a.ts, a.seq, a.day_precision, null
from account_consents a
where a.verb in (select verb from clock_moments)
