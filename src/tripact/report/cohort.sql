-- The passes that began within the period: whom a report speaks of.
select journey, pass, min(reached_at) as began_at
from entries
group by journey, pass
having min(reached_at) >= :since and min(reached_at) < :until
