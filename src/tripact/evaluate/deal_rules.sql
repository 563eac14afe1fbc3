-- The values that rules over deals may say, for the deals asked for. Amounts of another currency than the
-- agreement's are unknown to its rules: there is no rate to convert them by.
select
  v.deal, v.ts, v.owner, v.account, v.journey, v.standing, v.stage,
  case when :currency = '' or v.currency = :currency then cast(v.amount as double) end as amount,
  case when :currency = '' or v.currency = :currency then v.acv end as acv,
  v.age_days, v.stage_age_days,
  w.days as median_age_days,
  i.days as median_stage_age_days,
  v.stakeholders,
  case when v.next_step is not null and v.next_step_due is not null then true else false end as next_step_dated,
  b.truth as procurement_started
from deal_values v
left join won_ages w on w.stage is null
left join won_ages i on i.stage = v.stage
left join deal_states b
  on b.deal = v.deal and b.kind = 'attribute' and b.field = 'procurement_started'
  and b.from_ts <= v.ts and v.ts < b.until_ts
