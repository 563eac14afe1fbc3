-- Whose time it was: the time of each clock from its start to its end, in its own measure, in shares
-- that add up to the whole. Open time counts for a promise in business time: what passes while it is
-- closed is nobody's. Where several hold a clock, consent comes before the customer, the partner and
-- the system; what nobody else holds is the human share. The whole is what the clock has run and what
-- it stood still in pauses; where the calendar is not known for all of it, nothing is told.
with pieces as (
  select
    id, ts, open_before,
    coalesce(lead(open_before) over (partition by id order by ts, share, step), open_before) - open_before as lasted,
    sum(case when share = 'consent' then step else 0 end) over (
      partition by id order by ts, share, step rows between unbounded preceding and current row) as consent,
    sum(case when share = 'customer' then step else 0 end) over (
      partition by id order by ts, share, step rows between unbounded preceding and current row) as customer,
    sum(case when share = 'partner' then step else 0 end) over (
      partition by id order by ts, share, step rows between unbounded preceding and current row) as partner,
    sum(case when share = 'system' then step else 0 end) over (
      partition by id order by ts, share, step rows between unbounded preceding and current row) as routing
  from custody_marks
), parts as (
  select
    id, ts, open_before, lasted,
    case
      when consent > 0 then 'consent'
      when customer > 0 then 'customer'
      when partner > 0 then 'partner'
      when routing > 0 then 'system'
      else 'human' end as share
  from pieces
), sums as (
  select
    id, min(ts) as started_at, max(ts) as ended_at, count(*) - count(open_before) as unknown,
    cast(sum(lasted) as bigint) as lasted,
    cast(sum(case when share = 'system' then lasted else 0 end) as bigint) as system_share,
    cast(sum(case when share = 'human' then lasted else 0 end) as bigint) as human_share,
    cast(sum(case when share = 'customer' then lasted else 0 end) as bigint) as customer_share,
    cast(sum(case when share = 'consent' then lasted else 0 end) as bigint) as consent_share,
    cast(sum(case when share = 'partner' then lasted else 0 end) as bigint) as partner_share
  from parts
  group by id
)
select
  b.id, r.of as commitment, b.journey, b.run, s.started_at, s.ended_at,
  case when s.unknown = 0 then s.lasted end as lasted,
  case when s.unknown = 0 then s.system_share end as system_share,
  case when s.unknown = 0 then s.human_share end as human_share,
  case when s.unknown = 0 then s.customer_share end as customer_share,
  case when s.unknown = 0 then s.consent_share end as consent_share,
  case when s.unknown = 0 then s.partner_share end as partner_share
from sums s
join clock_budgets b on b.id = s.id
join clock_rules r on r.commitment = b.commitment
