-- The attempts of each run, counted as they were made: all, or those far enough apart; and on how
-- many channels.
select
  m.commitment, m.journey, m.run, m.ts, m.day_precision,
  cast(sum(case when m.spacing = 0 or (s.ts is not null and m.of_instant = 1) then 1 else 0 end) over (
    partition by m.commitment, m.journey, m.run order by m.ts, m.seq
    rows between unbounded preceding and current row) as bigint) as tried,
  cast(sum(m.first_of_channel) over (
    partition by m.commitment, m.journey, m.run order by m.ts, m.seq
    rows between unbounded preceding and current row) as bigint) as reached
from clock_made m
left join clock_spaced s
  on s.commitment = m.commitment and s.journey = m.journey and s.run = m.run and s.ts = m.ts
