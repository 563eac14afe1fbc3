-- What is known at each gate that asks for it, of whom and in which time. A field that a handoff carries counts
-- where that handoff leads through the gate, or none does.
select k.subject, g.side, g.stage, k.field, k.from_ts, k.until_ts
from known_fields k
join (select distinct side, stage, field from gate_fields) g on g.field = k.field
left join handed_gates b on b.side = g.side and b.stage = g.stage
left join gate_handoffs h on h.side = g.side and h.stage = g.stage and h.handoff = k.handoff
where k.handoff = '' or b.stage is null or h.stage is not null
