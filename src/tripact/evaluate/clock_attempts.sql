-- The attempts of each run, counted as they were made, and on how many channels. So many count as
-- repeat none on their channel within a burst and, where they must be apart, as are far enough from
-- each other: the smaller of both, so that an attempt more never makes it fewer.
with counted as (
  select
    m.commitment, m.journey, m.run, m.ts, m.seq, m.day_precision, m.spacing, m.first_of_channel,
    case when m.place = 'first' or u.ts is not null then 1 else 0 end as unrepeated,
    case when s.ts is not null and m.of_instant = 1 then 1 else 0 end as spaced
  from clock_made m
  left join clock_unrepeated u
    on m.place = 'later' and u.commitment = m.commitment and u.journey = m.journey and u.run = m.run
    and u.channel = m.channel and u.chain = m.chain and u.ts = m.ts
  left join clock_spaced s
    on s.commitment = m.commitment and s.journey = m.journey and s.run = m.run and s.ts = m.ts
), summed as (
  select
    counted.*,
    cast(sum(unrepeated) over (
      partition by commitment, journey, run order by ts, seq
      rows between unbounded preceding and current row) as bigint) as apart_on_channel,
    cast(sum(spaced) over (
      partition by commitment, journey, run order by ts, seq
      rows between unbounded preceding and current row) as bigint) as apart,
    cast(sum(first_of_channel) over (
      partition by commitment, journey, run order by ts, seq
      rows between unbounded preceding and current row) as bigint) as reached
  from counted
)
select
  commitment, journey, run, ts, day_precision,
  case when spacing > 0 and apart < apart_on_channel then apart else apart_on_channel end as tried,
  reached
from summed
where unrepeated = 1 or spaced = 1
