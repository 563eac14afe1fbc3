-- One person of each kind worth explaining, chosen by rule and not by hand.
with customers as (
  select 'became a customer after the rule promoted them' as why, v.journey as person, v.entered_at as rank
  from visits v
  join promotions p on p.person = v.journey
  where v.kind = 'won'
), busy as (
  select person, count(*) as signals
  from person_signals
  where inherited = 0
  group by person
), near as (
  select 'did much, and was not promoted' as why, b.person, -b.signals as rank
  from busy b
  left join promotions p on p.person = b.person
  left join penalty_spans x on x.person = b.person
  where p.person is null and x.person is null
), barred as (
  select 'kept out by a penalty' as why, b.person, -b.signals as rank
  from busy b
  join penalty_spans x on x.person = b.person
)
select why, person
from (
  select why, person, row_number() over (partition by why order by rank, person) as choice
  from (
    select why, person, rank from customers
    union all
    select why, person, rank from near
    union all
    select why, person, rank from barred
  ) kinds
) chosen
where choice = 1
order by why
