-- How the visits of each main stage were left (methods §5.6): on, back to an earlier main stage, to a
-- recycle stage, disqualified, lost; counted by whole elapsed hours. An open visit is watched until now.
select
  v.stage, v.place,
  case
    when k.kind is null then 'open'
    when k.kind in ('main', 'won') and k.place > v.place then 'advanced'
    when k.kind in ('main', 'won') then 'regressed'
    else k.kind end as outcome,
  (coalesce(v.exited_at, :as_of) - v.entered_at) // 3600000 as hours,
  count(*) as n
from visits v
left join stage_order k on k.stage = v.exit_to
where v.kind = 'main' and v.entered_at >= :since and v.entered_at < :until
group by
  v.stage, v.place,
  case
    when k.kind is null then 'open'
    when k.kind in ('main', 'won') and k.place > v.place then 'advanced'
    when k.kind in ('main', 'won') then 'regressed'
    else k.kind end,
  (coalesce(v.exited_at, :as_of) - v.entered_at) // 3600000
