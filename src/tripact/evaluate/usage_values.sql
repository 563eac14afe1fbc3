-- What the people of an account did in the product in the window that ends at each instant (methods
-- §2.4), as running sums: a use counts from its instant, and no longer once the window (closed on both
-- sides) has passed. A user is active, and a feature in use, from the first use until the window after
-- the last one has passed.
with near as (
  select
    *,
    lag(ts) over (partition by account, person order by ts, seq) as user_before,
    lead(ts) over (partition by account, person order by ts, seq) as user_after,
    lag(ts) over (partition by account, action order by ts, seq) as action_before,
    lead(ts) over (partition by account, action order by ts, seq) as action_after
  from account_uses
), happened as (
  select
    account, ts, seq, action, times,
    case when person is not null and (user_before is null or ts - user_before > :within) then 1 else 0 end as users,
    case when action_before is null or ts - action_before > :within then 1 else 0 end as kinds
  from near
  union all
  select
    account, ts + :within + 1, seq, action, -times,
    case when person is not null and (user_after is null or user_after - ts > :within) then -1 else 0 end,
    case when action_after is null or action_after - ts > :within then -1 else 0 end
  from near
  union all
  select account, from_ts, seq, null, 0, 0, 0
  from account_states
), valued as (
  select
    h.account, h.ts,
    cast(sum(h.times) over (
      partition by h.account order by h.ts range between unbounded preceding and current row) as bigint) as actions,
    cast(sum(h.users) over (
      partition by h.account order by h.ts range between unbounded preceding and current row) as bigint)
      as active_users,
    cast(sum(h.kinds) over (
      partition by h.account order by h.ts range between unbounded preceding and current row) as bigint)
      as distinct_actions
  from happened h
  where h.ts <= :as_of
)
select v.account, v.ts, v.actions, v.active_users, v.distinct_actions
from valued v
