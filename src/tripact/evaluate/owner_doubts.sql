-- The runs in hours of which it is not known whose calendar they were counted on, because only the day is
-- known on which they started or their owner changed; and from when on that is not known.
with owned as (
  select
    s.journey, s.owner, s.from_ts, s.seq, d.seq is not null as by_day,
    lag(s.owner) over (partition by s.journey order by s.from_ts, s.seq) as owner_before
  from owner_states s
  left join (
    select seq from attributes where name = 'owner' and day_precision
    union
    select seq from deals where owner is not null and day_precision) d on d.seq = s.seq
), owner_changes as (
  select journey, owner, owner_before, from_ts, by_day
  from owned
  union all
  -- what is said of its day may have come after what else was
  select o.journey, o.owner, s.owner, o.from_ts, o.by_day
  from owned o
  join owned s
    on s.journey = o.journey and s.seq <> o.seq and o.from_ts <= s.from_ts and s.from_ts < o.from_ts + 86400000
  where o.by_day
)
select b.id, min(o.from_ts) as from_ts
from clock_budgets b
join run_whose w on w.commitment = b.commitment and w.whose = 'owner'
join clock_rules k on k.commitment = b.commitment
join owner_changes o
  on o.journey = b.journey
  and o.from_ts + case when o.by_day then 86399999 else 0 end >= b.started_at
left join run_switches h on h.commitment = b.commitment
left join whose_calendars n on n.whose = 'owner' and n.named = o.owner
left join whose_calendars p on p.whose = 'owner' and p.named = o.owner_before
where b.unit in ('business', 'elapsed')
  and coalesce(n.calendar, k.calendar) <> coalesce(p.calendar, k.calendar)
  and (
    (o.by_day and h.commitment is not null)
    or (
      (o.by_day or b.start_by_day)
      and o.from_ts <= b.started_at + case when b.start_by_day then 86399999 else 0 end))
group by b.id
