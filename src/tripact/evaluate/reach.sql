-- Who could ever satisfy a part of the rules: all their signals counted at once, and nothing decayed
-- yet, would be enough. Decay and windows only take away, so nobody who satisfies the part is missing.
select s.person
from counted_signals s
left join signal_points p on p.signal = s.signal and s.inherited = 0 and p.from_ts <= s.ts and s.ts < p.until_ts
where s.signal in (:signals)
group by s.person
having :enough
