-- What consents of its people are to the clocks of an account. It is contacted through whoever belongs to it, or uses
-- the product there, at the time: it has no basis while none of them has one, also when nobody is known there, and
-- a consent when there is one again. It opts out when one of its people does and nobody is left who may be contacted, and when all
-- of them have. Where no basis is asked for, only who refused may not be contacted.
with linked as (
  select t.subject as person, t.account, t.from_ts, t.until_ts
  from account_ties t
  join clock_lines l on l.account = t.account
  left join (select distinct deal from deal_accounts) d on d.deal = t.subject
  where d.deal is null
), standing as (
  select
    k.account, greatest(k.from_ts, s.from_ts) as from_ts, least(k.until_ts, s.until_ts) as until_ts,
    s.based, s.refused, s.seq,
    case when s.day_precision and s.from_ts >= k.from_ts then 1 else 0 end as by_day
  from linked k
  join contact_states s on s.person = k.person and s.from_ts < k.until_ts and k.from_ts < s.until_ts
), turns as (
  select account, since as ts, 0 as seq, 0 as by_day, 0 as people, 0 as based, 0 as refused
  from clock_lines
  where account is not null
  union all
  select account, from_ts, 0, 0, 1, 0, 0 from linked
  union all
  select account, until_ts, 0, 0, -1, 0, 0 from linked
  union all
  select account, from_ts, seq, by_day, 0, based, refused from standing
  union all
  select account, until_ts, 0, 0, 0, -based, -refused from standing
), turned as (
  select
    account, ts, max(seq) as seq, max(by_day) as by_day,
    sum(people) as people, sum(based) as based, sum(refused) as refused
  from turns
  where ts <= :as_of
  group by account, ts
), summed as (
  select
    account, ts, seq, by_day,
    sum(people) over (partition by account order by ts rows between unbounded preceding and current row) as people,
    sum(based) over (partition by account order by ts rows between unbounded preceding and current row) as based,
    sum(refused) over (partition by account order by ts rows between unbounded preceding and current row) as refused
  from turned
), weighed as (
  select
    account, ts, seq, by_day = 1 as day_precision,
    case when based = 0 then 1 else 0 end as unbased,
    case when people > 0 and refused = people then 1 else 0 end as refusing,
    case when based = 0 and (:basis_required = 1 or (people > 0 and refused = people)) then 1 else 0 end as closed
  from summed
), followed as (
  select
    weighed.*,
    lead(ts) over (partition by account order by ts) as next_ts,
    lag(unbased) over (partition by account order by ts) as unbased_before,
    lag(refusing) over (partition by account order by ts) as refusing_before,
    lag(closed) over (partition by account order by ts) as closed_before
  from weighed
)
select account, 'no_basis' as verb, ts, seq, day_precision
from followed
where unbased = 1 and (coalesce(unbased_before, 0) = 0 or (closed_before = 1 and closed = 0))
union all
select account, 'consent', ts, seq, day_precision
from followed
where (unbased_before = 1 and unbased = 0) or (closed_before = 1 and closed = 0)
union all
select account, 'opt_out', ts, seq, day_precision
from followed
where refusing = 1 and coalesce(refusing_before, 0) = 0
union
select f.account, 'opt_out', c.ts, c.seq, c.day_precision
from consent_moments c
join linked k on k.person = c.person and k.from_ts <= c.ts and c.ts < k.until_ts
join followed f on f.account = k.account and f.ts <= c.ts and (f.next_ts is null or c.ts < f.next_ts)
where c.verb = 'opt_out' and f.closed = 1
