-- What was known of each deal, field by field, and when: half-open spans, so that the state at any moment is a
-- join. A fact leaves the fields that it does not say as they were; an attribute with an empty value withdraws it.
with said as (
  select
    deal, 'field' as kind, 'name' as field, name as text, cast(null as decimal(18, 4)) as amount,
    cast(null as bigint) as moment, cast(null as double) as number, cast(null as boolean) as truth, ts, seq
  from deals
  where name is not null
  union all
  select deal, 'field', 'amount', null, amount, null, null, null, ts, seq from deals where amount is not null
  union all
  select deal, 'field', 'currency', currency, null, null, null, null, ts, seq from deals where currency is not null
  union all
  select deal, 'field', 'close_date', null, null, close_date, null, null, ts, seq
  from deals
  where close_date is not null
  union all
  select deal, 'field', 'list_amount', null, list_amount, null, null, null, ts, seq
  from deals
  where list_amount is not null
  union all
  select deal, 'field', 'owner', owner, null, null, null, null, ts, seq from deals where owner is not null
  union all
  select deal, 'field', 'next_step', next_step, null, null, null, null, ts, seq
  from deals
  where next_step is not null
  union all
  select deal, 'field', 'next_step_due', null, null, next_step_due, null, null, ts, seq
  from deals
  where next_step_due is not null
  union all
  select deal, 'field', 'next_step_expected', next_step_expected, null, null, null, null, ts, seq
  from deals
  where next_step_expected is not null
  union all
  select deal, 'field', 'term_months', null, null, term_months, null, null, ts, seq
  from deals
  where term_months is not null
  union all
  select deal, 'field', 'competitor', competitor, null, null, null, null, ts, seq
  from deals
  where competitor is not null
  union all
  select deal, case when name = 'owner' then 'field' else 'attribute' end, name, value, null, null, number, truth, ts, seq
  from attributes
  where person is null and account is null
)
select
  deal, kind, field, text, amount, moment, number, truth, seq,
  ts as from_ts,
  coalesce(lead(ts) over (partition by deal, kind, field order by ts, seq), :end) as until_ts
from said
where deal is not null
