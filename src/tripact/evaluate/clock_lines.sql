-- What clocks run on beside people: each further deal of a person, each account that satisfied a
-- definition, and each account of which a fact speaks that starts a clock, since the first of these.
with starting as (
  select verb, name
  from clock_moments
  where role = 'start'
), named as (
  select account, ts
  from account_promotions
  union all
  select s.account, s.ts
  from signals s
  where s.account is not null and s.person is null and s.deal is null
    and (
      s.signal in (select name from starting where verb = 'signal')
      or s.signal in (select v.signal from signal_verbs v join starting t on t.verb = v.verb))
  union all
  select account, ts
  from attempts
  where account is not null and person is null and deal is null
    and exists (select 1 from starting where verb in ('attempt', 'touch', 'reply'))
)
select deal as line, journey as person, cast(null as bigint) as account, cast(null as bigint) as since
from further_deals
union all
select account, cast(null as bigint), account, min(ts)
from named
group by account
