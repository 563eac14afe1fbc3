-- Losses that were none: the deal was reopened within the grace time after them (methods C14). Every move into
-- the lost stage of such a loss is void; a loss that is followed by nurture or a disqualification stands.
with moved as (
  select
    deal, stage, kind, ts, seq,
    lag(stage) over (partition by deal order by ts, seq, place) as stage_before
  from recorded
  where deal is not null
), stays as (
  select
    deal, kind, ts, seq,
    sum(case when stage_before = stage then 0 else 1 end) over (
      partition by deal order by ts, seq rows between unbounded preceding and current row) as stay
  from moved
), entered as (
  select deal, stay, max(kind) as kind, min(ts) as ts
  from stays
  group by deal, stay
), losses as (
  select
    deal, stay, kind, ts as lost_at,
    lead(ts) over (partition by deal order by stay) as reopened_at,
    lead(kind) over (partition by deal order by stay) as kind_after
  from entered
)
select l.deal, s.seq, l.lost_at, l.reopened_at
from losses l
join stays s on s.deal = l.deal and s.stay = l.stay
where l.kind = 'lost' and l.kind_after in ('main', 'won') and l.reopened_at - l.lost_at <= :grace
