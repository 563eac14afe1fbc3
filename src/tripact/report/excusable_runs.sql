-- The runs of the clock that a proposed excuse is said of, and which of them it names: the excuse
-- stands at one place as it was said, and at the next one without a run or a start.
select
  c.run, c.started_at, c.state, x.state as excuse, x.claimed_at,
  case when m.run is null then 0 else 1 end as named
from commitments c
join proposed_clock w on w.commitment = c.commitment and w.journey = c.journey and w.seq = :bare
left join proposed_clock m
  on m.commitment = c.commitment and m.journey = c.journey and m.run = c.run and m.seq = :said
left join excuse_states x on x.commitment = c.commitment and x.journey = c.journey and x.run = c.run
order by c.run
