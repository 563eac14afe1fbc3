-- A burst counts once: a signal that follows the same signal of the same person within its
-- ``once_per`` window (a page loaded again) is not counted. What the account showed is no burst
-- of the person's own.
select person, ts, seq, signal, topic, inherited
from (
  select
    s.person, s.ts, s.seq, s.signal, s.topic, s.inherited, r.once_per,
    lag(s.ts) over (partition by s.person, s.inherited, s.signal order by s.ts, s.seq) as same_before
  from person_signals s
  join rule_signals r on r.signal = s.signal
) repeated
where same_before is null or once_per = 0 or ts - same_before >= once_per
