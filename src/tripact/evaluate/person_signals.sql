-- What each person did, and what their account showed while they belonged to it (inherited = 1).
-- An account's signals count towards intent, never towards the person's own engagement.
select s.person, s.ts, s.seq, s.signal, s.topic, 0 as inherited
from signals s
where s.person is not null and s.signal in (select signal from rule_signals)
union all
select m.person, s.ts, s.seq, s.signal, s.topic, 1
from signals s
join memberships m on m.account = s.account and m.from_ts <= s.ts and s.ts < m.until_ts
where s.person is null and s.signal in (select signal from rule_signals)
