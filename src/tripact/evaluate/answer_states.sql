-- What each question was answered with, and in which time: the latest answer holds until the next.
-- A person and the deals that came from them share their answers. An answer that names no
-- framework counts in every one that asks the question.
with borne as (
  select coalesce(deal, person, account) as subject, question, framework, met, said_by, actor, ts, seq
  from answers
  union all
  select c.deal, a.question, a.framework, a.met, a.said_by, a.actor, a.ts, a.seq
  from answers a
  join conversions c on c.person = a.person
  where a.deal is null or a.deal <> c.deal
  union all
  select c.person, a.question, a.framework, a.met, a.said_by, a.actor, a.ts, a.seq
  from answers a
  join conversions c on c.deal = a.deal
  where a.deal is not null
)
select
  b.subject, q.framework, q.question, b.met, b.said_by, b.actor, b.seq, b.ts as from_ts,
  coalesce(lead(b.ts) over (
    partition by b.subject, q.framework, q.question order by b.ts, b.seq), :end) as until_ts
from borne b
join framework_questions q on q.question = b.question and (b.framework is null or b.framework = q.framework)
