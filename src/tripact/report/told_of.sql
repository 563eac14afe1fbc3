-- The facts that were recorded after they happened, by each subject they speak of. That two subjects
-- are one, and that a fact is false, is said of all time: it counts from the beginning.
with unsaid as (
  select coalesce(w.voided_seq, v.voided_seq) as voided_seq, v.seq, v.recorded_at
  from ledger.voids v
  left join ledger.voids w on w.seq = v.voided_seq
  where v.recorded_at <= :known_at
), told as (
  select seq, ts, recorded_at, person, account, deal from told_late
  union all
  select seq, :beginning, recorded_at, coalesce(person, account, deal), other_key, null
  from links
  where relation = 'merged'
  union all
  select u.seq, :beginning, u.recorded_at, e.person, e.account, e.deal
  from unsaid u
  join ever_told e on e.seq = u.voided_seq
), named as (
  select seq, ts, recorded_at, person as subject from told where person is not null
  union all
  select seq, ts, recorded_at, account from told where account is not null
  union all
  select seq, ts, recorded_at, deal from told where deal is not null
)
select n.seq, n.ts, n.recorded_at, coalesce(c.survivor, n.subject) as subject
from named n
left join canonical c on c.key = n.subject
