-- The facts of one relation that speak of somebody who is wanted, each once; of those who are wanted for
-- the sake of their account only what reaches it. Most speak of one subject: the first decides; the few
-- that speak of several are looked at again.
select f.*
from facts f
join wanted w on w.key = coalesce(f.person, f.account, f.deal)
where w.own = 1 or :reaches
union all
select f.*
from facts f
join wanted w on w.key = f.account
where f.person is not null and (w.own = 1 or :reaches)
  and f.person not in (select key from wanted where own = 1)
  and not (:reaches and f.person in (select key from wanted))
union all
select f.*
from facts f
join wanted w on w.key = f.deal
where (f.person is not null or f.account is not null) and (w.own = 1 or :reaches)
  and (f.person is null or f.person not in (select key from wanted where own = 1))
  and (f.account is null or f.account not in (select key from wanted where own = 1))
  and not (:reaches and (coalesce(f.person in (select key from wanted), false)
    or coalesce(f.account in (select key from wanted), false)))
