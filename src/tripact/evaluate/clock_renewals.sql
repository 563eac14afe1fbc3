-- Where obligations to try begin: those that are known to, and what follows them, which is renewed.
select commitment, journey, stretch, started_at, start_by_day, renewed
from renewals_before
union
select s.commitment, s.journey, s.stretch, s.next_at, s.next_by_day, 1
from renewals_before r
join clock_successors s
  on s.commitment = r.commitment and s.journey = r.journey and s.stretch = r.stretch and s.started_at = r.started_at
