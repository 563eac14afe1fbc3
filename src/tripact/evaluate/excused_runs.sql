-- The runs whose breach is excused, as decided last.
select commitment, journey, run
from excuse_states
where state = 'approved'
