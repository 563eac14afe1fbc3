-- The people who could ever satisfy the rule: those whose slowly changing values once did.
-- Everything the rule says about fast values (engagement, counts) is taken as true here, so nobody
-- who satisfies the whole rule is missing; the expensive windows then run over these people only.
select distinct person
from slow_values
where :slow_rule
