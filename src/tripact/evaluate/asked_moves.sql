-- The recorded moves whose gates are asked again of the touched: those since the last round, and all of whoever is
-- another one now than was known then (late). A day is judged by its end.
select seq
from chosen_moves
where ts > :since - 86400000
  or person in (select key from touched where late = 1)
  or deal in (select key from touched where late = 1)
