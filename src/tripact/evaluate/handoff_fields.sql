-- What each handoff that was sent had to carry, field by field, and whether it was known when it was sent.
-- A deal knows what its person and its account know.
with sent as (
  select handoff, journey, number, coalesce(deal, journey) as subject, sent_by
  from handoff_rounds
  where sent_at is not null
), carried as (
  select
    s.handoff, s.journey, s.number, q.field, q.place,
    max(case when k.from_ts <= s.sent_by and s.sent_by < k.until_ts then 1 else 0 end) as known,
    min(k.from_ts) as known_at
  from sent s
  join handoff_requires q on q.handoff = s.handoff
  left join known_fields k on k.subject = s.subject and k.field = q.field
  group by s.handoff, s.journey, s.number, q.field, q.place
)
select handoff, journey, number, field, place, cast(known as bigint) as known, known_at
from carried
