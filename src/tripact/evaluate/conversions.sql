-- The person each deal came from: the first statement holds, so that a journey is never rewired.
select deal, person
from (
  select deal, other_key as person, row_number() over (partition by deal order by ts, seq) as statement
  from links
  where relation = 'converted' and deal is not null and other_key is not null
) ranked
where statement = 1
