-- What became of each recycle, counted by equal fate; days are whole elapsed days since the recycle.
with told as (
  select
    r.person, r.pass, r.reason, r.recycled_at, r.rest_until, r.lifted_at, r.suppressed_at, r.promoted_at, r.met_at,
    v.exited_at, v.exit_to, k.kind as exit_kind
  from recycles r
  join visits v on v.journey = r.person and v.seq = r.seq and v.kind = 'recycle'
  left join stage_order k on k.stage = v.exit_to
  where r.recycled_at >= :since and r.recycled_at < :until
), judged as (
  select
    told.*,
    case
      when exit_kind is null then 'waiting'
      when exit_kind in ('main', 'won') and exited_at = promoted_at then 'repromoted'
      when exit_kind in ('main', 'won') then 'returned'
      when exit_kind = 'recycle' then 'moved'
      else exit_kind end as fate
  from told
)
select
  reason, fate,
  case when promoted_at < rest_until then 1 else 0 end as bypassed,
  case when suppressed_at is not null then 1 else 0 end as suppressed,
  case when met_at is not null and promoted_at is null then 1 else 0 end as at_most,
  case when fate = 'waiting' and coalesce(lifted_at, rest_until) > :as_of then 1 else 0 end as resting,
  (coalesce(exited_at, :as_of) - recycled_at) // 86400000 as days,
  count(*) as n
from judged
group by
  reason, fate,
  case when promoted_at < rest_until then 1 else 0 end,
  case when suppressed_at is not null then 1 else 0 end,
  case when met_at is not null and promoted_at is null then 1 else 0 end,
  case when fate = 'waiting' and coalesce(lifted_at, rest_until) > :as_of then 1 else 0 end,
  (coalesce(exited_at, :as_of) - recycled_at) // 86400000
