-- What was recorded of some subjects after it had happened, and may have changed how a clock stood:
-- what happened while it ran, and what is said of all time: that two are one, that a fact is false.
with unsaid as (
  select coalesce(w.voided_seq, v.voided_seq) as voided_seq, v.seq, v.recorded_at
  from ledger.voids v
  left join ledger.voids w on w.seq = v.voided_seq
), told as (
  select e.seq, e.recorded_at, e.person, e.account, e.deal
  from ever_told e
  where e.recorded_at > e.ts and e.ts <= :until
  union all
  select l.seq, l.recorded_at, coalesce(l.person, l.account, l.deal), l.other_key, null
  from ledger.links l
  where l.relation = 'merged'
  union all
  select u.seq, u.recorded_at, e.person, e.account, e.deal
  from unsaid u
  join ever_told e on e.seq = u.voided_seq
), named as (
  select seq, recorded_at, person as subject from told where person is not null
  union all
  select seq, recorded_at, account from told where account is not null
  union all
  select seq, recorded_at, deal from told where deal is not null
)
select distinct recorded_at, seq
from named
where :whose and recorded_at > :after and recorded_at <= :known_at
order by recorded_at, seq
