-- Things about the recorded moves that no rate shows: by rule, how often, and one example.
with known as (
  select m.seq, coalesce(m.person, m.deal) as subject, m.stage, m.assumed_date, s.place
  from moves m
  left join stage_order s on s.stage = m.stage
  where m.ts >= :since and m.ts < :until
), found as (
  select 'unknown_stage' as rule, stage as detail, subject
  from known
  where place is null
  union all
  select 'assumed_date', stage, subject
  from known
  where assumed_date
  union all
  select 'skipped_stage', e.stage, e.journey
  from entries e
  join cohort c on c.journey = e.journey and c.pass = e.pass
  where e.skipped = 1
  union all
  -- a person with several deals: each after the first is counted as a pass of its own
  select 'further_deal', stage, journey
  from further_deals
  where ts >= :since and ts < :until
  union all
  -- an outside system holds a stage that the agreement itself opens, and its rule never did
  select 'not_borne_out', v.stage, v.journey
  from visits v
  join cohort c on c.journey = v.journey and c.pass = v.pass
  join ruled_stages r on r.stage = v.stage
  left join crossings p on p.person = v.journey and p.stage = v.stage
  where v.basis = 'recorded' and p.person is null
)
select rule, detail, count(*) as n, min(subject) as example
from found
group by rule, detail
order by rule, detail
