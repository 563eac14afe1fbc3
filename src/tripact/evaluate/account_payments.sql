-- When an account paid, and until when: from its revenue that is new or came back, or from the first move of
-- one of its deals (or of a person) to a won stage, whichever came first, until it churned. Half-open.
with wins as (
  select
    t.account, t.ts, t.seq, row_number() over (partition by t.account, t.subject order by t.ts, t.seq) as turn
  from account_touches t
  join stage_order s on s.stage = t.stage
  where s.kind = 'won'
), told as (
  select account, ts, seq, case when movement = 'churn' then 0 else 1 end as pays
  from revenue
  where account is not null and movement in ('new', 'reactivation', 'churn')
  union all
  select account, ts, seq, 1
  from wins
  where turn = 1
), turned as (
  select told.*, lag(pays) over (partition by account order by ts, seq) as paid_before
  from told
), changed as (
  select account, pays, ts as from_ts, coalesce(lead(ts) over (partition by account order by ts, seq), :end) as until_ts
  from turned
  where pays <> coalesce(paid_before, 0)
)
select account, from_ts, until_ts
from changed
where pays = 1
