-- The first instant at which the usage rule of a definition held for an account (methods §2.4), latched.
select account, :definition as definition, 1 as pass, min(ts) as ts
from usage_values
where :rule
group by account
