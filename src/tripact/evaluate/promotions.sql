-- Who was promoted by the rule of a stage, and in which pass (methods §2.2): for the first time; by the
-- rule of re-promotion when the rest after a recycle was over; or by a stage's own rule on a way back.
select person, stage, pass, ts, before_seq
from first_promotions
union all
select person, to_stage, pass + 1, promoted_at, before_seq
from recycles
where promoted_at is not null
union all
select person, stage, pass, ts, before_seq
from reopenings
