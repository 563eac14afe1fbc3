-- A burst counts once: a signal that follows the same signal of the same person within its
-- ``once_per`` window (a page loaded again) is not counted. What the account showed is no burst
-- of the person's own. Signals that know no bursts are spared the window.
select s.person, s.ts, s.seq, s.signal, s.topic, s.inherited
from person_signals s
where s.signal in (select signal from rule_signals where once_per = 0)
union all
select person, ts, seq, signal, topic, inherited
from (
  select
    s.person, s.ts, s.seq, s.signal, s.topic, s.inherited, r.once_per,
    lag(s.ts) over (partition by s.person, s.inherited, s.signal order by s.ts, s.seq) as same_before
  from person_signals s
  join rule_signals r on r.signal = s.signal and r.once_per > 0
) repeated
where same_before is null or ts - same_before >= once_per
