-- Starts at which a promise would have begun, but nothing is known that says whether it applies: no
-- clock ran, so whether it was kept cannot be decided.
select distinct s.id as subject
from clock_starts c
join ledger.subjects s on s.key = c.journey
left join commitments k on k.commitment = c.commitment and k.journey = c.journey
where c.commitment = :commitment and k.commitment is null and c.ts >= :since and c.ts < :until
order by subject
