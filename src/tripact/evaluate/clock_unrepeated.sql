-- The next attempt of each chain on one channel that comes a burst after the one that counted before.
select m.commitment, m.journey, m.run, m.channel, m.chain, min(m.ts) as ts
from clock_made m
join chain_before b
  on b.commitment = m.commitment and b.journey = m.journey and b.run = m.run and b.channel = m.channel
  and b.chain = m.chain
where m.place = 'later' and m.ts >= b.ts + :burst
group by m.commitment, m.journey, m.run, m.channel, m.chain
