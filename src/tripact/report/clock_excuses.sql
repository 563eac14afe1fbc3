-- What was said of an excuse of one run.
select ts, seq, action, day_precision, reason, actor, approver, evidenced, counts
from clock_excuses
where commitment = :commitment and journey = :journey and run = :run
