-- The instants at which the usage rule of a definition qualified an account (methods §2.4): the first at
-- which it held, latched. It is armed again when somebody has worked on the account since (which settles
-- the qualification), and then left it alone for so many days; it qualifies again at the first instant
-- of such a quiet time, its very beginning included, at which the rule holds.
with spans as (
  select
    usage_values.*, lead(ts) over (partition by account order by ts) as next_ts
  from usage_values
), held as (
  select account, ts, coalesce(next_ts, :end) as until_ts
  from spans
  where :rule
), first_held as (
  select account, min(ts) as ts
  from held
  group by account
), quiet as (
  select account, ts as touched_at, ts + :rearm as armed_at, next_touch
  from (
    select t.account, t.ts, coalesce(lead(t.ts) over (partition by t.account order by t.ts), :end) as next_touch
    from account_touches t
    join first_held f on f.account = t.account and t.ts > f.ts
  ) later
  where ts + :rearm < next_touch and ts + :rearm <= :as_of
), again as (
  select q.account, min(greatest(h.ts, q.armed_at)) as ts
  from quiet q
  join held h on h.account = q.account and h.ts < q.next_touch and (h.until_ts > q.armed_at or h.ts >= q.armed_at)
  group by q.account, q.touched_at
), qualified as (
  select account, ts from first_held
  union all
  select account, ts from again
), settled as (
  select q.account, q.ts, min(t.ts) as settled_at
  from qualified q
  left join account_touches t on t.account = q.account and t.ts > q.ts
  group by q.account, q.ts
)
select
  account, :definition as definition, row_number() over (partition by account order by ts) as pass, ts, settled_at
from settled
