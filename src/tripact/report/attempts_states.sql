-- Obligations to try, counted by how they stand and by how many attempts were made.
select c.commitment, c.state, k.attempts as needed, k.channels as channels, c.attempts as made, count(*) as n
from commitments c
join clock_needs k on k.commitment = c.commitment
where c.started_at >= :since and c.started_at < :until
group by c.commitment, c.state, k.attempts, k.channels, c.attempts
order by c.commitment, c.state, made
