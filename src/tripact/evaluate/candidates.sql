-- The spans in which a person's slowly changing values allow a rule to hold. What the rule says
-- about fast values (engagement, counts) is taken as true here, so nobody who satisfies the whole
-- rule is missing; the expensive windows then run over these people only.
select *
from slow_values
where :slow_rule
