-- The circumstances of the decided clocks of a period, and how many of each were broken: how the
-- breach came about, who held most of the time, whether it began in open hours, whose it was, on
-- which channel, and when. What is not known of a clock has no value; it is counted all the same.
-- A slot is a quarter of an hour: borders of hours of every zone lie between two.
with decided as (
  select
    c.id, c.commitment, c.calendar, c.started_at, c.state, c.stopped_at, c.attempts, k.attempts as needed,
    case when c.state in ('met_late', 'breached_open') then 1 else 0 end as broken
  from commitments c
  join clock_counted p on p.id = c.id
  left join clock_needs k on k.commitment = c.commitment
  where p.counted_at >= :since and p.counted_at < :until
    and c.state in ('met', 'fulfilled_early', 'met_late', 'breached_open')
), held as (
  select
    d.id, d.commitment, d.broken,
    case
      when u.lasted is null or u.lasted = 0 then null
      when u.human_share * 2 >= u.lasted then 'human'
      when u.consent_share >= u.human_share and u.consent_share >= u.customer_share
        and u.consent_share >= u.partner_share and u.consent_share >= u.system_share then 'consent'
      when u.customer_share >= u.human_share and u.customer_share >= u.partner_share
        and u.customer_share >= u.system_share then 'customer'
      when u.partner_share >= u.human_share and u.partner_share >= u.system_share then 'partner'
      when u.system_share >= u.human_share then 'system'
      else 'human' end as holder
  from decided d
  left join custody u on u.id = d.id
), circumstances as (
  select
    commitment, 'ending' as circumstance, broken, 0 as slot,
    case
      when state = 'met_late' then 'late'
      when needed is not null and attempts > 0 then 'too_few'
      when needed is not null then 'no_attempt'
      when stopped_at is not null then 'void_after'
      else 'not_yet' end as value
  from decided
  where broken = 1
  union all
  select commitment, 'held', broken, 0, holder
  from held
  union all
  select d.commitment, 'hours', d.broken, 0, case when y.pace = 1 then 'open' else 'closed' end
  from decided d
  join day_pieces y
    on y.calendar = d.calendar and y.day = d.started_at // 86400000
    and y.from_ts <= d.started_at and d.started_at < y.until_ts
  union all
  select d.commitment, 'owner', d.broken, 0, o.label
  from decided d
  left join clock_owners o on o.clock = d.id
  union all
  select d.commitment, 'channel', d.broken, 0, h.label
  from decided d
  left join clock_channels h on h.clock = d.id
  union all
  select commitment, 'weekday-hour', broken, cast(started_at // 900000 as bigint), null
  from decided
)
select commitment, circumstance, value, slot, cast(sum(broken) as bigint) as broken, count(*) as decided
from circumstances
group by commitment, circumstance, value, slot
