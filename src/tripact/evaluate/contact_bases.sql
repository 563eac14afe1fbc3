-- How a person stands to being contacted on a channel, and in which time: by what was said of the channel
-- last. A statement without a channel speaks of all of them; the channel '' is every one of which nothing
-- was said by name. Objecting twice is objecting once. Half-open: from_ts <= t < until_ts.
with spoken as (
  select distinct person, coalesce(channel, '') as channel
  from consents
  where person is not null
  union
  select person, ''
  from consents
  where person is not null
), said as (
  select
    k.person, k.channel, case when c.state = 'given' then 'given' else 'withdrawn' end as state,
    c.ts, c.seq, c.expires_at, c.day_precision
  from spoken k
  join consents c on c.person = k.person and coalesce(c.channel, '') in ('', k.channel)
), followed as (
  select said.*, lag(state) over (partition by person, channel order by ts, seq) as state_before
  from said
), spans as (
  select
    person, channel, state, ts as from_ts, seq, expires_at, day_precision,
    coalesce(lead(ts) over (partition by person, channel order by ts, seq), :end) as until_ts
  from followed
  where state = 'given' or state_before is null or state_before = 'given'
)
select
  person, channel, state, from_ts, until_ts,
  case when state = 'given' then least(until_ts, greatest(from_ts, coalesce(expires_at, until_ts))) end as lasts_until,
  seq, day_precision
from spans
