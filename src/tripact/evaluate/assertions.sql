-- Who says that a journey entered a stage, and when: an outside system by a recorded move, or the
-- agreement's own rule by promotion.
select journey, deal, stage, place, kind, ts, seq, day_precision, 'recorded' as basis
from recorded
where seq not in (select seq from void_losses)
union all
select p.person, null, p.stage, s.place, s.kind, p.ts, p.before_seq, false, 'rule'
from promotions p
join stage_order s on s.stage = p.stage
