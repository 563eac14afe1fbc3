-- Engagement where decay is so swift that keep^age over a whole life is no number any more. Ages
-- are cut into blocks, in two ways that overlap by half: each instant takes the way in which at
-- least half a block lies before it, and what is older than half a block is worth nothing by then.
with cut as (
  select
    *,
    floor(age / :block) as early,
    floor(age / :block + 0.5) as late
  from aged
)
select
  person, ts, seq, earned, age,
  case when age - early * :block >= 0.5 * :block
    then power(cast(:keep as double), age - early * :block)
      * sum(earned * power(cast(:keep as double), early * :block - age)) over (
        partition by person, early order by ts range between unbounded preceding and current row)
    else power(cast(:keep as double), age - (late - 0.5) * :block)
      * sum(earned * power(cast(:keep as double), (late - 0.5) * :block - age)) over (
        partition by person, late order by ts range between unbounded preceding and current row)
  end as decayed
from cut
