-- What is known of a person, a deal or an account, and in which time; a field that a handoff carries says which.
-- The same may be known several times over.
select subject, field, '' as handoff, from_ts, until_ts, seq from stated_fields
union all
select subject, field, handoff, from_ts, until_ts, seq from pass_fields
