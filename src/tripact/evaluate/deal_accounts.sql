-- The account of each deal: the one it was last said to belong to, else the one that a fact about the deal names,
-- else that of the person it came from (own = 0).
with said as (
  select deal, other_key as account, 1 as rank, ts, seq
  from links
  where relation = 'belongs_to' and deal is not null and person is null and other_key is not null
  union all
  select deal, account, 2, ts, seq
  from deals
  where deal is not null and account is not null
  union all
  select c.deal, m.account, 3, m.from_ts, 0
  from conversions c
  join memberships m on m.person = c.person
)
select deal, account, case when rank < 3 then 1 else 0 end as own
from (
  select deal, account, rank, row_number() over (partition by deal order by rank, ts desc, seq desc, account) as choice
  from said
) ranked
where choice = 1
