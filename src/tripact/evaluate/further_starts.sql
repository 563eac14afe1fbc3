-- What would start an obligation to try that has started already: what is itself an attempt goes on
-- with it, all else may begin it anew.
select s.commitment, s.journey, s.run as stretch, f.ts as started_at, min(case when f.day_precision then 1 else 0 end) = 1 as start_by_day
from clock_stretches s
join clock_needs k on k.commitment = s.commitment
join clock_rules r on r.commitment = s.commitment and r.grade = 'promise'
join applying_starts f
  on f.commitment = s.commitment and f.journey = s.journey
  and s.started_at < f.ts and f.ts < coalesce(s.ended_at, :end)
left join (select distinct journey, seq from moments where verb = 'attempt') a on a.journey = f.journey and a.seq = f.seq
where a.seq is null
group by s.commitment, s.journey, s.run, f.ts
