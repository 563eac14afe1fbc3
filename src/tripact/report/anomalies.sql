-- Things about the recorded moves that no rate shows: by rule, how often, and one example.
with known as (
  select m.seq, coalesce(m.person, m.deal) as subject, m.stage, m.assumed_date, s.place
  from moves m
  left join stage_order s on s.stage = m.stage
), found as (
  select 'unknown_stage' as rule, stage as detail, subject
  from known
  where place is null
  union all
  select 'assumed_date', stage, subject
  from known
  where assumed_date
  union all
  select 'skipped_stage', stage, journey
  from entries
  where skipped = 1
  union all
  -- an outside system holds a stage that the agreement itself opens, and its rule never did
  select 'not_borne_out', v.stage, v.journey
  from visits v
  join ruled_stages r on r.stage = v.stage
  left join promotions p on p.person = v.journey and p.stage = v.stage
  where v.basis = 'recorded' and p.person is null
)
select rule, detail, count(*) as n, min(subject) as example
from found
group by rule, detail
order by rule, detail
