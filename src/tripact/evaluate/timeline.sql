-- Everything that can lift a person over a threshold, in order (methods §2.1), with the running
-- sums of fit and the decayed engagement (methods §1.2) at each of those instants.
--
-- Engagement in closed form: with age(t) the idle periods counted up to t, the score at t is
-- keep^age(t) * sum(points_i * keep^-age(i)). idle_step counts whole periods since the last
-- interaction, continuous counts elapsed periods.
with happened as (
  select
    s.person, s.ts, s.seq, s.signal, s.topic, s.inherited,
    case when s.inherited = 0 then coalesce(p.points, 0) else 0 end as earned,
    case when s.inherited = 0 then coalesce(p.warm, 0) else 0 end as warm,
    0 as points, 0 as highest, 0 as lowest, 0 as penalty
  from counted_signals s
  left join signal_points p on p.signal = s.signal and p.from_ts <= s.ts and s.ts < p.until_ts
  union all
  select person, ts, 0, null, null, 0, 0, 0, points, highest, lowest, penalty
  from changes
  where person in (select person from candidates)
  union all
  select person, ts, 0, null, null, 0, 0, 0, 0, 0, 0, 0
  from readings
), ordered as (
  select
    *,
    max(case when warm = 1 then ts end) over (
      partition by person order by ts, seq rows between unbounded preceding and 1 preceding) as warm_before,
    min(ts) over (partition by person) as first_ts
  from happened
), stepped as (
  select
    *,
    cast(sum(case when warm = 1 and warm_before is not null then (ts - warm_before) // :period else 0 end) over (
      partition by person order by ts, seq rows between unbounded preceding and current row) as bigint) as idle_between
  from ordered
), aged as (
  select
    *,
    case
      when :stepwise
      then cast(idle_between
        + case when warm = 1 or warm_before is null then 0 else (ts - warm_before) // :period end as double)
      else cast(ts - first_ts as double) / :period
    end as age
  from stepped
)
select
  person, ts, seq, signal, topic, inherited, earned, age,
  power(cast(:keep as double), age) * sum(earned * power(cast(:keep as double), -age)) over (
    partition by person order by ts range between unbounded preceding and current row) as decayed,
  cast(sum(points) over (
    partition by person order by ts range between unbounded preceding and current row) as bigint) as points,
  cast(sum(highest) over (
    partition by person order by ts range between unbounded preceding and current row) as bigint) as highest,
  cast(sum(lowest) over (
    partition by person order by ts range between unbounded preceding and current row) as bigint) as lowest,
  cast(sum(penalty) over (
    partition by person order by ts range between unbounded preceding and current row) as bigint) as penalty
from aged
