-- Each thing that the agreement asks of each recorded move, and whether it was there at that moment:
-- met, not_met or unknown. A gate refuses what is not met or unknown; an import is kept and flagged.
with asked as (
  select j.journey, j.seq, j.subject, j.judged_at, g.rule, g.field, g.side, g.stage
  from judged_moves j
  join gate_fields g
    on (g.side = 'enter' and g.stage = j.stage or g.side = 'leave' and g.stage = j.stage_before
      and j.kind in ('main', 'won'))
    and (g.segment = '' or g.segment = j.segment)
), reasoned as (
  select j.seq, j.kind, max(r.reason) as reason
  from judged_moves j
  left join deals d on d.deal = j.deal and j.kind = 'lost' and d.ts <= j.judged_at
  join move_reasons r on r.kind = j.kind and (r.reason = j.reason or j.reason is null and r.reason = d.loss_reason)
  group by j.seq, j.kind
)
select
  j.journey, j.seq, 'allowed-move' as rule, 'stage' as field,
  case when a.to_stage is null then 'not_met' else 'met' end as state
from judged_moves j
cross join gates_closed
left join allowed_moves a
  on a.to_stage = j.stage
  and a.stage = coalesce(j.stage_before, case when j.deal is null then '' else 'deal' end)
  and (a.within is null or j.judged_at - j.before_at <= a.within)
union all
select j.journey, j.seq, 'deal-stage', 'deal', case when j.deal is null then 'not_met' else 'met' end
from judged_moves j
join deal_stages s on s.stage = j.stage
union all
select j.journey, j.seq, 'reason', 'reason', case when r.seq is null then 'not_met' else 'met' end
from judged_moves j
join (select distinct kind from move_reasons) k on k.kind = j.kind
left join reasoned r on r.seq = j.seq
union all
select a.journey, a.seq, a.rule, a.field, case when count(k.subject) > 0 then 'met' else 'not_met' end
from asked a
left join gate_known k
  on k.subject = a.subject and k.side = a.side and k.stage = a.stage and k.field = a.field
  and k.from_ts <= a.judged_at and a.judged_at < k.until_ts
group by a.journey, a.seq, a.rule, a.field
union all
select d.journey, d.seq, 'definition', d.definition, coalesce(max(s.state), 'unknown')
from asked_definitions d
left join definition_states s
  on s.subject = d.subject and s.definition = d.definition and s.framework = d.framework
  and s.from_ts <= d.judged_at and d.judged_at < s.until_ts
group by d.journey, d.seq, d.definition
union all
select j.journey, j.seq, 'definition', v.definition, v.state
from judged_moves j
join rule_verdicts v on v.stage = j.stage and v.journey = j.journey and v.ts = j.judged_at
