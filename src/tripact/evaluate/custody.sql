-- Whose time it was: the wall time of each clock from its start to its stop in shares that add up
-- to the whole. Where several apply, consent comes before the customer, the partner and the system;
-- what nobody else holds is the human share. The system holds a record until somebody owns it.
with whole as (
  select
    b.id, r.of as commitment, b.journey, b.run, b.started_at,
    case when b.ended_at < b.started_at then b.started_at else coalesce(b.ended_at, :as_of) end as ended_at
  from clock_budgets b
  join clock_rules r on r.commitment = b.commitment
  where r.grade = 'promise'
), owned as (
  select journey, min(from_ts) as owned_at
  from owner_states
  where owner is not null
  group by journey
), held as (
  select w.id, p.share, p.from_ts, p.until_ts
  from whole w
  join clock_pauses p on p.id = w.id
  union all
  -- where no record ever gets an owner, owners are not recorded and nothing is known of routing
  select w.id, 'system', w.started_at, o.owned_at
  from whole w
  left join owned o on o.journey = w.journey
  where exists (select 1 from owners_recorded)
), clipped as (
  select
    h.id, h.share,
    case when h.from_ts < w.started_at then w.started_at else h.from_ts end as from_ts,
    case when h.until_ts < w.ended_at then h.until_ts else w.ended_at end as until_ts
  from held h
  join whole w on w.id = h.id
), edges as (
  select id, share, from_ts as ts, 1 as step from clipped where from_ts < until_ts
  union all
  select id, share, until_ts, -1 from clipped where from_ts < until_ts
  union all
  select id, 'human', started_at, 0 from whole
  union all
  select id, 'human', ended_at, 0 from whole
), pieces as (
  select
    id, ts, coalesce(lead(ts) over (partition by id order by ts, share, step), ts) - ts as lasted,
    sum(case when share = 'consent' then step else 0 end) over (
      partition by id order by ts, share, step rows between unbounded preceding and current row) as consent,
    sum(case when share = 'customer' then step else 0 end) over (
      partition by id order by ts, share, step rows between unbounded preceding and current row) as customer,
    sum(case when share = 'partner' then step else 0 end) over (
      partition by id order by ts, share, step rows between unbounded preceding and current row) as partner,
    sum(case when share = 'system' then step else 0 end) over (
      partition by id order by ts, share, step rows between unbounded preceding and current row) as routing
  from edges
), shares as (
  select
    id, lasted,
    case
      when consent > 0 then 'consent'
      when customer > 0 then 'customer'
      when partner > 0 then 'partner'
      when routing > 0 then 'system'
      else 'human' end as share
  from pieces
)
select
  w.id, w.commitment, w.journey, w.run, w.started_at, w.ended_at,
  cast(sum(s.lasted) as bigint) as elapsed,
  cast(sum(case when s.share = 'system' then s.lasted else 0 end) as bigint) as system_share,
  cast(sum(case when s.share = 'human' then s.lasted else 0 end) as bigint) as human_share,
  cast(sum(case when s.share = 'customer' then s.lasted else 0 end) as bigint) as customer_share,
  cast(sum(case when s.share = 'consent' then s.lasted else 0 end) as bigint) as consent_share,
  cast(sum(case when s.share = 'partner' then s.lasted else 0 end) as bigint) as partner_share
from whole w
join shares s on s.id = w.id
group by w.id, w.commitment, w.journey, w.run, w.started_at, w.ended_at
