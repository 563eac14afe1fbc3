-- Everything that can lift a person over a threshold, in order (methods §2.1), with the decayed
-- engagement (methods §1.2) at each of those instants.
--
-- Engagement in closed form: with age(t) the idle periods counted up to t, the score at t is
-- keep^age(t) * sum(points_i * keep^-age(i)). Whole periods since the last interaction count
-- (idle_step), or elapsed periods (continuous). The age is the same for all that happens in one
-- instant: frames that decide it end with the instant, so ties need no order. Periods after which
-- nothing is left (forgotten) count no further, lest a date of the year 1 spoil the sum.
with happened as (
  select
    s.person, s.ts, s.seq,
    case when s.inherited = 0 then coalesce(p.points, 0) else 0 end as earned,
    case when s.inherited = 0 then p.warm end as warm
  from counted_signals s
  left join signal_points p on p.signal = s.signal and p.from_ts <= s.ts and s.ts < p.until_ts
  union all
  select person, ts, 0, 0, 0
  from candidates
  where ts > :beginning
  union all
  select person, ts, 0, 0, 0
  from readings
), ordered as (
  select
    *,
    max(case when warm = 1 then ts end) over (
      partition by person order by ts rows between unbounded preceding and 1 preceding) as warm_before,
    max(case when warm = 1 then ts end) over (
      partition by person order by ts range between unbounded preceding and current row) as warm_last
  from happened
), stepped as (
  select
    *,
    -- of several interactions in one instant one alone follows a pause
    cast(sum(case when warm = 1 then least(coalesce((ts - warm_before) // :period, 0), :forgotten) else 0 end) over (
      partition by person order by ts range between unbounded preceding and current row) as bigint) as idle_between
  from ordered
), aged as (
  select
    *,
    case
      when :stepwise then cast(
        idle_between + least(coalesce((ts - warm_last) // :period, 0), :forgotten) as double)
      else greatest(cast(ts - :as_of as double) / :period, :oldest)
    end as age
  from stepped
)
select
  person, ts, seq, earned, age,
  power(cast(:keep as double), age) * sum(earned * power(cast(:keep as double), -age)) over (
    partition by person order by ts range between unbounded preceding and current row) as decayed
from aged
