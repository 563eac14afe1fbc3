-- What happened to each handoff, told in rounds. A round begins when the handoff becomes due, or is sent
-- without being due; it ends with the answer of the receiver, or when the pass ends before it was
-- sent. Sent again after a return it is the next round. In one instant due comes before sent.
with marks as (
  select
    t.handoff, m.journey, t.mark, m.ts, m.seq, m.day_precision, case t.mark when 'due' then 0 else 2 end as rank
  from moments m
  join handoff_terms t on t.verb = m.verb and t.name = m.name
  where m.own = 1
  union all
  select handoff, journey, action, ts, seq, day_precision, 1
  from handoff_facts
  where action in ('sent', 'accepted', 'returned')
), placed as (
  -- what is known by its day alone is taken to come last on it, so that it finds what became due then
  select marks.*, case when day_precision and mark <> 'due' then ts + 86399999 else ts end as placed_at
  from marks
), followed as (
  select
    placed.*,
    lag(mark) over (partition by handoff, journey order by placed_at, rank, seq) as before
  from placed
), ending as (
  -- the end of a pass voids only what is due
  select
    handoff, journey, mark, ts, seq, rank, placed_at,
    lag(mark) over (partition by handoff, journey order by placed_at, rank, seq) as before
  from followed
  where mark <> 'void' or before = 'due'
), told as (
  -- what is said twice is said once
  select
    handoff, journey, mark, ts, seq, rank, placed_at,
    lag(mark) over (partition by handoff, journey order by placed_at, rank, seq) as before,
    lag(mark, 2) over (partition by handoff, journey order by placed_at, rank, seq) as earlier
  from ending
  where before is null or before <> mark
), named as (
  -- what was sent before it became due takes that moment as its own, and can no longer be void
  select
    handoff, journey, ts, seq, rank, placed_at,
    case
      when mark = 'due' and before = 'sent' and (earlier is null or earlier <> 'due') then 'overtaken'
      else mark end as mark
  from told
), voided as (
  select
    named.*,
    lag(mark) over (partition by handoff, journey order by placed_at, rank, seq) as before
  from named
), lasting as (
  select
    handoff, journey, ts, seq, rank, placed_at, mark,
    lag(mark) over (partition by handoff, journey order by placed_at, rank, seq) as before
  from voided
  where mark <> 'void' or before = 'due'
), begun as (
  select
    lasting.*,
    case
      when before is null or before in ('accepted', 'returned', 'void') then 1
      when mark = 'due' and before in ('sent', 'overtaken') then 1
      else 0 end as begins
  from lasting
)
select
  handoff, journey, mark, ts, seq, placed_at,
  sum(begins) over (
    partition by handoff, journey order by placed_at, rank, seq
    rows between unbounded preceding and current row) as number,
  -- a chain goes from the first sending to the acceptance, over every return
  sum(case when begins = 1 and (mark = 'due' or before is null or before <> 'returned') then 1 else 0 end) over (
    partition by handoff, journey order by placed_at, rank, seq
    rows between unbounded preceding and current row) as chain
from begun
