-- What is said within a pass, and holds in it alone: handoffs that were sent or accepted, and attempts at
-- contact. It is known up to the move that ends the pass, that move included; a handoff also no longer
-- than until it is returned. What is said off the path belongs to the pass that follows.
with handed as (
  select
    coalesce(h.deal, h.person, h.account) as subject,
    coalesce(f.deal, h.person, c.person, h.deal, h.account) as line, h.action, h.handoff, h.ts, h.seq,
    -- what is known by its day alone is taken to come last on it
    case when h.day_precision then h.ts + 86399999 else h.ts end as placed_at
  from handoffs h
  left join conversions c on c.deal = h.deal
  left join further_deals f on f.deal = h.deal
  where h.action in ('sent', 'accepted', 'returned')
), answered as (
  select
    handed.*,
    min(case when action = 'returned' then placed_at end) over (
      partition by line, handoff order by placed_at, seq
      rows between 1 following and unbounded following) as returned_at
  from handed
), said as (
  select subject, line, 'handoff' as source, action as name, handoff, ts, seq, placed_at, returned_at
  from answered
  where action in ('sent', 'accepted')
  union all
  select
    coalesce(a.deal, a.person), coalesce(f.deal, a.journey), 'attempt', '', '', a.ts, a.seq,
    case when a.day_precision then a.ts + 86399999 else a.ts end, cast(null as bigint)
  from attempt_meanings a
  left join further_deals f on f.deal = a.deal
  where a.made = 1
)
select
  s.subject, s.source, s.name, s.handoff, s.ts as from_ts,
  least(coalesce(min(e.placed_at) + 1, :end), coalesce(min(s.returned_at), :end)) as until_ts, s.seq
from said s
left join pass_ends e
  on e.line = s.line and (e.placed_at > s.placed_at or (e.placed_at = s.placed_at and e.seq > s.seq))
where s.subject is not null
group by s.subject, s.source, s.name, s.handoff, s.ts, s.seq
