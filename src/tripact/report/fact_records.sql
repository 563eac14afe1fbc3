-- When each fact that a clock can stand on was recorded.
select seq, person, ts, recorded_at from moves
union all
select seq, person, ts, recorded_at from attempts
union all
select seq, person, ts, recorded_at from signals
union all
select seq, person, ts, recorded_at from consents
union all
select seq, person, ts, recorded_at from handoffs
union all
select seq, person, ts, recorded_at from milestones
union all
select seq, person, ts, recorded_at from attributes
