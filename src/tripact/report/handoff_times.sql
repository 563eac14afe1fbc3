-- How long each handover took from its first sending to its acceptance, returns and sending again
-- included. Cause 1: accepted; 2: returned and not sent again; 0: open, counted with its time so far.
with chained as (
  select
    handoff, journey, chain, min(sent_at) as sent_at, max(accepted_at) as accepted_at,
    max(case when state = 'returned' then returned_at end) as gone_at
  from handoff_rounds
  group by handoff, journey, chain
), timed as (
  select
    handoff, sent_at,
    case when accepted_at is not null then 1 when gone_at is not null then 2 else 0 end as cause,
    coalesce(accepted_at, gone_at, :as_of) as until_ts
  from chained
  where sent_at >= :since and sent_at < :until
)
select handoff, cause, case when until_ts < sent_at then 0 else until_ts - sent_at end as lasted, count(*) as n
from timed
group by handoff, cause, case when until_ts < sent_at then 0 else until_ts - sent_at end
