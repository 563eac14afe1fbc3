-- When a person is there without a lawful basis for contact (DAT-3): when they are first known, and whenever the
-- last basis is over: withdrawn, or expired. They are known by the first stage, by what starts a clock, by an
-- attempt or a handoff, or by what they say of being contacted.
with starting as (
  select verb, name
  from clock_moments
  where role = 'start'
), shown as (
  -- a stage of which only the day is known is entered on that day, at whatever hour
  select
    v.journey as person, coalesce(m.ts, v.entered_at) as ts, v.seq, case when v.day_precision then 1 else 0 end as by_day
  from visits v
  left join moves m on m.seq = v.seq and v.day_precision
  where v.pass = 1 and (v.deal is null or v.deal <> v.journey)
  union all
  select person, ts, seq, case when day_precision then 1 else 0 end
  from signals
  where person is not null
    and (
      signal in (select name from starting where verb = 'signal')
      or signal in (select v.signal from signal_verbs v join starting t on t.verb = v.verb))
  union all
  select person, ts, seq, case when day_precision then 1 else 0 end
  from attempts
  where person is not null
  union all
  select person, ts, seq, case when day_precision then 1 else 0 end
  from handoffs
  where person is not null
), known as (
  select person, min(ts) as ts, min(seq) as seq, max(by_day) as by_day
  from shown
  group by person
), weighed as (
  select person, from_ts as ts, seq, day_precision, based, consenting
  from contact_states
  union all
  select k.person, k.ts, k.seq, k.by_day = 1, coalesce(s.based, 0), 0
  from known k
  left join contact_states s on s.person = k.person and s.from_ts <= k.ts and k.ts < s.until_ts
), followed as (
  select weighed.*, lag(based) over (partition by person order by ts, consenting desc, seq) as based_before
  from weighed
)
select person, ts, seq, day_precision
from followed
where based = 0 and (based_before is null or based_before = 1 or consenting = 1)
