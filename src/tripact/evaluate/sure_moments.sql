-- The attempts of which the instant is known, without those that may be part of a burst which an
-- attempt of a day joins with the one before: so many at least were made, whenever in its day that was.
with told as (
  select
    m.journey, m.verb, m.ts, m.seq, m.day_precision, m.channel,
    m.ts - lag(m.ts) over (partition by m.journey, m.channel order by m.ts, m.seq) as gap
  from moments m
  where m.verb = 'attempt' and not m.day_precision
), days as (
  select journey, channel, count(*) as times, min(ts) as first_ts, max(ts) + 86399999 as last_ts
  from moments
  where verb = 'attempt' and day_precision
  group by journey, channel
)
select t.journey, t.verb, t.ts, t.seq, t.day_precision, t.channel
from told t
left join days d
  on d.journey = t.journey and d.channel = t.channel and d.first_ts < t.ts and t.ts < d.last_ts + :burst
  and t.gap < :burst * (d.times + 1)
where d.journey is null
