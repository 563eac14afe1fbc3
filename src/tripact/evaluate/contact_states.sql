-- How a person stands to being contacted at all, and in which time. Based: they have consented on some channel,
-- and the consent has not expired. Refused: they withdrew from every channel, and consented to none since.
-- Consenting: a consent begins in this instant, though it may be expired already. Whoever never said anything has
-- no row. Half-open: from_ts <= t < until_ts.
with turns as (
  select
    person, from_ts as ts, seq, case when day_precision then 1 else 0 end as by_day,
    case when state = 'given' then 1 else 0 end as consenting,
    case when state = 'given' then 1 else 0 end as based,
    case when state = 'given' then 1 else 0 end as consented,
    case when state = 'withdrawn' and channel = '' then 1 else 0 end as withdrawn
  from contact_bases
  union all
  select person, lasts_until, seq, case when day_precision and lasts_until < until_ts then 1 else 0 end, 0, -1, 0, 0
  from contact_bases
  where state = 'given'
  union all
  select
    person, until_ts, seq, 0, 0, 0,
    case when state = 'given' then -1 else 0 end,
    case when state = 'withdrawn' and channel = '' then -1 else 0 end
  from contact_bases
), turned as (
  select
    person, ts, max(seq) as seq, max(by_day) as by_day, max(consenting) as consenting,
    sum(based) as based, sum(consented) as consented, sum(withdrawn) as withdrawn
  from turns
  where ts <= :as_of
  group by person, ts
), summed as (
  select
    person, ts, seq, by_day, consenting,
    lead(ts) over (partition by person order by ts) as next_ts,
    sum(based) over (partition by person order by ts rows between unbounded preceding and current row) as based,
    sum(consented) over (partition by person order by ts rows between unbounded preceding and current row) as consented,
    sum(withdrawn) over (partition by person order by ts rows between unbounded preceding and current row) as withdrawn
  from turned
)
select
  person, ts as from_ts, coalesce(next_ts, :end) as until_ts,
  case when based > 0 then 1 else 0 end as based,
  case when consented = 0 and withdrawn > 0 then 1 else 0 end as refused,
  consenting, seq, by_day = 1 as day_precision
from summed
