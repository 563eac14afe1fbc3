-- The facts of one relation that speak of somebody who is wanted, each once. Most speak of one subject:
-- the first decides; the few that speak of several are looked at again.
select * from facts where coalesce(person, account, deal) in (select key from wanted)
union all
select * from facts
where account is not null and person is not null and account in (select key from wanted)
  and person not in (select key from wanted)
union all
select * from facts
where deal is not null and (person is not null or account is not null) and deal in (select key from wanted)
  and (person is null or person not in (select key from wanted))
  and (account is null or account not in (select key from wanted))
