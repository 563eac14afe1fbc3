-- What clocks run on beside people: each further deal of a person, and each account of which a fact
-- or a definition speaks.
select deal as line, journey as person, cast(null as bigint) as account
from further_deals
union all
select account, cast(null as bigint), account
from (
  select account
  from account_promotions
  union
  select account
  from signals
  where account is not null and person is null and deal is null
  union
  select account
  from attempts
  where account is not null and person is null and deal is null
) named
