-- The median age of won deals when they were won, and the median of their stays in each stage before (stage null:
-- the whole cycle), in days; linear between the two middle ones (methods C17).
with won as (
  select deal, pass, min(entered_at) as won_at, min(opened_at) as opened_at
  from deal_stays
  where standing = 'won'
  group by deal, pass
), ages as (
  select cast(null as text) as stage, won_at - opened_at as age
  from won
  union all
  select s.stage, s.left_at - s.entered_at
  from deal_stays s
  join won w on w.deal = s.deal and w.pass = s.pass
  where s.standing = 'open' and s.stage is not null and s.left_at is not null
), ranked as (
  select
    stage, age,
    row_number() over (partition by stage order by age) as place,
    count(*) over (partition by stage) as n
  from ages
)
select stage, avg(cast(age as double)) / 86400000.0 as days
from ranked
where 2 * place between n and n + 2
group by stage
