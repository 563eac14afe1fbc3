-- Which deals and people are told of together: the person that a deal came from, and whoever a fact names
-- beside a deal. What becomes of one may change what is said of the other.
select distinct coalesce(d.survivor, t.deal) as deal, coalesce(o.survivor, t.person) as person
from (
  select deal, other_key as person from ledger.links where relation = 'converted'
  union all
  select deal, person from ledger.links where deal is not null and person is not null
  union all
  select deal, person from ledger.attempts where deal is not null and person is not null
  union all
  select deal, person from ledger.moves where deal is not null and person is not null
  union all
  select deal, person from ledger.handoffs where deal is not null and person is not null
  union all
  select deal, person from ledger.answers where deal is not null and person is not null
  union all
  select deal, person from ledger.milestones where deal is not null and person is not null
  union all
  select deal, person from ledger.signals where deal is not null and person is not null
  union all
  select deal, person from ledger.attributes where deal is not null and person is not null
  union all
  select deal, person from ledger.deals where deal is not null and person is not null
) t
left join canonical d on d.key = t.deal
left join canonical o on o.key = t.person
where t.deal is not null and t.person is not null
