-- Demand that the rest held back (methods §2.2): the first instant of each rest at which the rule of
-- re-promotion held already, with the values then, and when the rest, or the wait, ended.
select
  person, pass, to_stage as stage, suppressed_at as ts, suppressed_until as until_ts,
  suppressed_intent as intent, suppressed_engagement as engagement
from recycles
where suppressed_at is not null
