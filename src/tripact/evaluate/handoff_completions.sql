-- When each handoff that was sent was complete: the first instant at which it stood as sent and everything it
-- requires was known. A field that becomes known later completes what is neither returned nor over with its
-- pass. What the sender claimed is not asked. What is known by its day alone is taken to come last on it.
with sent as (
  select
    h.handoff, coalesce(h.person, c.person, h.deal, h.account) as journey, h.deal, p.subject, h.ts, h.seq,
    h.day_precision, case when h.day_precision then h.ts + 86399999 else h.ts end as placed_at, p.until_ts
  from pass_facts p
  join handoffs h on h.seq = p.seq
  left join conversions c on c.deal = h.deal
  where p.source = 'handoff' and p.name = 'sent' and p.handoff in (select handoff from asked_packages)
), carried as (
  select s.seq as sending, k.field, k.from_ts, k.until_ts, k.seq
  from sent s
  join asked_packages q on q.handoff = s.handoff
  join known_fields k on k.subject = s.subject and k.field = q.field
), instants as (
  select seq as sending, placed_at as instant from sent
  union
  select c.sending, c.from_ts
  from carried c
  join sent s on s.seq = c.sending
  where s.placed_at < c.from_ts and c.from_ts < s.until_ts
), wanted as (
  select s.seq as sending, count(distinct q.field) as fields
  from sent s
  join asked_packages q on q.handoff = s.handoff
  group by s.seq
), complete as (
  select i.sending, i.instant
  from instants i
  join wanted w on w.sending = i.sending
  left join carried c on c.sending = i.sending and c.from_ts <= i.instant and i.instant < c.until_ts
  group by i.sending, i.instant, w.fields
  having count(distinct c.field) = w.fields
), first_complete as (
  select sending, min(instant) as instant
  from complete
  group by sending
), vague as (
  select seq, ts from attributes where day_precision
  union all
  select seq, ts from answers where day_precision
  union all
  select seq, ts from milestones where day_precision
  union all
  select seq, ts from deals where day_precision
  union all
  select seq, ts from identities where day_precision
  union all
  select seq, ts from links where day_precision
  union all
  select seq, ts from consents where day_precision
  union all
  select seq, ts from moves where day_precision
  union all
  select seq, ts from usage where day_precision
  union all
  select seq, ts from handoffs where day_precision
  union all
  select seq, ts from attempts where day_precision
), told as (
  select
    f.sending, f.instant, c.field, min(c.seq) as seq,
    min(case when c.from_ts = f.instant and v.seq is not null then 1 else 0 end) as by_day
  from first_complete f
  join carried c on c.sending = f.sending and c.from_ts <= f.instant and f.instant < c.until_ts
  left join vague v on v.seq = c.seq and v.ts = c.from_ts
  group by f.sending, f.instant, c.field
), known as (
  select sending, max(seq) as seq, max(by_day) as by_day
  from told
  group by sending
)
-- as its fact stands the one that was recorded last of those that it took
select distinct
  s.journey, s.deal, s.handoff,
  case when f.instant = s.placed_at then s.ts else f.instant end as ts,
  greatest(s.seq, coalesce(k.seq, 0)) as seq,
  case when f.instant = s.placed_at then s.day_precision else k.by_day = 1 end as day_precision
from first_complete f
join sent s on s.seq = f.sending
left join known k on k.sending = f.sending
