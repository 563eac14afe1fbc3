-- Of whom verdicts are computed anew: whoever is reached, the people whom their deals came from or are told of
-- with, all deals of these, whoever else is told of with those, and the deals of all: which deal goes on with a
-- person, and what is known of it, is seen by all of them together. Statements may name any of those who are the same subject.
with with_people as (
  select key, late from touched_first
  union all
  select person, 1 from deal_ties where deal in (select key from touched_first)
), with_deals as (
  select key, late from with_people
  union all
  select deal, 1 from deal_ties where person in (select key from with_people)
), with_others as (
  select key, late from with_deals
  union all
  select person, 1 from deal_ties where deal in (select key from with_deals)
), with_further as (
  select key, late from with_others
  union all
  select deal, 1 from deal_ties where person in (select key from with_others)
), surviving as (
  select key, max(late) as late from with_further where key is not null group by key
)
select key, late from surviving
union
select s.key, f.late from canonical s join surviving f on f.key = s.survivor
