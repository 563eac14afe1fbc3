-- What became of each pass at each step of the main path, and after how long; counted by equal fate.
--
-- outcome: where it stood when its window (horizon) was over. fate: where it stands in the end,
-- censored at the step's cutoff. A pass enters a step only if it advanced in all steps before, and
-- if the step's outcomes were recorded by then.
with paths as (
  select
    s.step, s.horizon, s.wait, s.cutoff, a.journey, a.pass, a.skipped,
    greatest(a.skipped, coalesce(b.skipped, 0)) as undated,
    a.reached_at as entered_at, b.reached_at as advanced_at, x.exited_at, x.kind
  from funnel_steps s
  join entries a on a.stage = s.from_stage
    and a.reached_at >= s.since
  join cohort c on c.journey = a.journey and c.pass = a.pass
  left join entries b on b.journey = a.journey and b.pass = a.pass and b.stage = s.to_stage
  left join exits x on x.journey = a.journey and x.pass = a.pass and x.exited_at >= a.reached_at
), judged as (
  select
    step, journey, pass, skipped, undated,
    case
      when advanced_at < entered_at then 'before_cause'
      when advanced_at - entered_at <= horizon then 'advanced'
      when advanced_at is null and exited_at - entered_at <= horizon then kind
      else 'open' end as outcome,
    case
      when advanced_at < entered_at then 'before_cause'
      when advanced_at is not null then 'advanced'
      when exited_at is not null then kind
      else 'open' end as fate,
    coalesce(advanced_at, exited_at, greatest(cutoff, entered_at)) - entered_at as duration,
    case when entered_at + wait <= cutoff then 1 else 0 end as mature
  from paths
), chained as (
  select
    *,
    min(case when mature = 1 and (outcome = 'advanced' or outcome = 'before_cause' and :so_far) then 1 else 0 end) over (
      partition by journey, pass order by step rows between unbounded preceding and 1 preceding) as came_through
  from judged
)
select
  p.step, l.label, p.outcome, p.fate, p.mature, p.skipped, p.undated, p.duration * :timed as duration, count(*) as n
from chained p
left join labels l on l.journey = p.journey and l.pass = p.pass
where p.came_through is null or p.came_through = 1
group by p.step, l.label, p.outcome, p.fate, p.mature, p.skipped, p.undated, p.duration * :timed
