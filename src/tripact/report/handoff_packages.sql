-- What the packages of each handoff lacked: the rounds that were sent, counted by their missing fields.
with sent as (
  select handoff, journey, number, claimed
  from handoff_rounds
  where sent_at >= :since and sent_at < :until
), filled as (
  select s.handoff, s.journey, s.number, s.claimed, sum(f.known) as known, count(*) as required
  from sent s
  join handoff_fields f on f.handoff = s.handoff and f.journey = s.journey and f.number = s.number
  group by s.handoff, s.journey, s.number, s.claimed
), lacked as (
  select s.handoff, f.field, f.place, sum(1 - f.known) as lacking, count(*) as n
  from sent s
  join handoff_fields f on f.handoff = s.handoff and f.journey = s.journey and f.number = s.number
  group by s.handoff, f.field, f.place
)
select
  'package' as row_kind, handoff, cast(null as text) as field, required as place, cast(known as bigint) as known,
  case when claimed >= 1 then 1 else 0 end as claimed_whole, count(*) as n
from filled
group by handoff, required, known, case when claimed >= 1 then 1 else 0 end
union all
select 'field', handoff, field, place, cast(n - lacking as bigint), 0, n
from lacked
