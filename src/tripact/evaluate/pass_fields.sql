-- What is known of a person or a deal within a pass, and of which handoff: fields that handoffs and attempts carry.
with stated as (
  select p.subject, f.field, p.handoff, p.from_ts, p.until_ts, p.seq
  from pass_facts p
  join field_sources f on f.source = p.source and f.name = p.name
  where p.from_ts < p.until_ts
), borne as (
  select subject, field, handoff, from_ts, until_ts, seq from stated
  union all
  select b.bearer, s.field, s.handoff, s.from_ts, s.until_ts, s.seq
  from stated s
  join bearers b on b.subject = s.subject
)
select subject, field, handoff, min(from_ts) as from_ts, until_ts, min(seq) as seq
from borne
group by subject, field, handoff, until_ts
