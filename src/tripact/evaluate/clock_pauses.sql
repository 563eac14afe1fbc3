-- When a clock does not run: from a moment that pauses it until the first moment that resumes it.
-- Pausing twice is pausing once; what resumes comes before what pauses in one instant.
with marks as (
  select c.commitment, c.pause, m.journey, m.ts, m.seq, case c.role when 'resume' then 0 else 1 end as rank
  from moments m
  join clock_moments c on c.verb = m.verb and c.name = m.name
  where c.role in ('pause', 'resume')
), paired as (
  select
    marks.*,
    lag(rank) over (partition by commitment, pause, journey order by ts, rank, seq) as rank_before,
    min(case when rank = 0 then ts end) over (
      partition by commitment, pause, journey order by ts, rank, seq
      rows between 1 following and unbounded following) as resumed_at
  from marks
)
select b.id, p.ts as from_ts, p.resumed_at as until_ts
from paired p
join clock_budgets b on b.commitment = p.commitment and b.journey = p.journey
where p.rank = 1 and (p.rank_before is null or p.rank_before = 0)
  and p.ts < coalesce(b.ended_at, :end) and coalesce(p.resumed_at, :end) > b.started_at
