-- What a statement of a person about being contacted is to the clocks. One that objects to a channel is an
-- objection; it is an opt-out when no channel is left on which they may be contacted. One that consents to a
-- channel is a consent; when no channel is objected to any more, there is no objection.
with weighed as (
  select
    c.person, c.deal, c.state, c.ts, c.seq, c.day_precision, c.channel,
    max(case when c.ts < b.lasts_until then 1 else 0 end) as based,
    max(case when b.state = 'given' then 1 else 0 end) as consented,
    max(case when b.state = 'withdrawn' then 1 else 0 end) as objected,
    max(case when b.channel = '' then 1 else 0 end) as general
  from consents c
  left join contact_bases b on b.person = c.person and b.from_ts <= c.ts and c.ts < b.until_ts
  where c.person is not null
  group by c.person, c.deal, c.state, c.ts, c.seq, c.day_precision, c.channel
)
select person, deal, 'objection' as verb, ts, seq, day_precision, channel
from weighed
where state <> 'given'
union all
-- where no basis is asked for, also whoever never said anything of a channel may be contacted on it
select person, deal, 'opt_out', ts, seq, day_precision, channel
from weighed
where state <> 'given' and based = 0 and (:basis_required = 1 or (consented = 0 and general = 1))
union all
select person, deal, 'consent', ts, seq, day_precision, channel
from weighed
where state = 'given'
union all
select person, deal, 'no_objection', ts, seq, day_precision, channel
from weighed
where state = 'given' and objected = 0
