-- The facts of one relation that speak of somebody who is wanted, each once; of those who are wanted for
-- the sake of their account only what reaches it. Most speak of one subject: the first decides; the few
-- that speak of several are looked at again. People are joined by their own column, for of most relations that
-- skips what nobody wants.
with several as (
  select * from facts where person is not null and account is not null
  union all
  select * from facts where deal is not null and (person is null) <> (account is null)
)
select f.*
from facts f
join wanted w on w.key = f.person
where w.own = 1 or :reaches
union all
select f.*
from facts f
join wanted w on w.key = coalesce(f.account, f.deal)
where f.person is null and (w.own = 1 or :reaches)
union all
select f.*
from several f
left join wanted p on p.key = coalesce(f.person, f.account)
left join wanted a on a.key = f.account
left join wanted d on d.key = f.deal
where (p.key is null or not (p.own = 1 or :reaches))
  and (a.key is not null and (a.own = 1 or :reaches) or d.key is not null and (d.own = 1 or :reaches))
