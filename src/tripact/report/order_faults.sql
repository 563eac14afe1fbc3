-- Outcomes recorded before their cause: which passes, at which step.
select s.step, a.journey
from funnel_steps s
join entries a on a.stage = s.from_stage
join cohort c on c.journey = a.journey and c.pass = a.pass
join entries b on b.journey = a.journey and b.pass = a.pass and b.stage = s.to_stage
where b.reached_at < a.reached_at
order by s.step, a.journey
