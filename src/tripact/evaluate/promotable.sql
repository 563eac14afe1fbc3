-- The people whose slowly changing values allowed a rule to hold at any time.
select distinct person
from candidates
