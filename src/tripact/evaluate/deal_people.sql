-- Who takes part in a deal on the customer's side, and since when: the person it came from, whoever is named as
-- taking part, and whoever was tried, or answered, about this deal.
with said as (
  select deal, other_key as person, ts
  from links
  where relation = 'converted' and deal is not null
  union all
  select deal, person, ts
  from links
  where relation = 'takes_part'
  union all
  select deal, person, ts from attempts
  union all
  select deal, person, ts from answers
)
select deal, person, min(ts) as since
from said
where deal is not null and person is not null
group by deal, person
