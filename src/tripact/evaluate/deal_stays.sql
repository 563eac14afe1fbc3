-- Every stay of a deal in a stage. What its person does meanwhile ends no stay, unless they are sent back or out:
-- then the deal that continues their way goes with them. Stages after the win belong to a won deal. Until a
-- deal first stands in a stage it is open in none, since it was first heard of.
with won_from as (
  select min(place) as place
  from stage_order
  where kind = 'won'
), own as (
  select
    deal, journey, pass, stage, place, kind, entered_at, seq,
    lead(entered_at) over (partition by deal order by entered_at, seq, place) as next_at
  from visits
  where deal is not null
), sent_back as (
  select
    o.deal, o.journey, o.pass, p.stage, p.place, p.kind, p.entered_at, p.seq, o.next_at, o.seq as open_seq,
    row_number() over (partition by o.deal, o.seq, o.place order by p.entered_at, p.seq) as choice
  from own o
  join visits p on p.journey = o.journey and p.pass = o.pass
  where o.kind = 'main' and p.deal is null and p.kind in ('recycle', 'disqualified', 'lost')
    and (p.entered_at > o.entered_at or p.entered_at = o.entered_at and p.seq > o.seq)
    and (o.next_at is null or p.entered_at < o.next_at)
), heard as (
  select deal, min(from_ts) as heard_at, min(seq) as seq
  from deal_states
  group by deal
), firsts as (
  select deal, min(pass) as pass, min(entered_at) as entered_at
  from own
  group by deal
), stays as (
  select
    o.deal, o.journey, o.pass, o.stage, o.place, o.kind, o.entered_at,
    coalesce(b.entered_at, o.next_at) as left_at, o.seq
  from own o
  left join sent_back b on b.deal = o.deal and b.open_seq = o.seq and b.choice = 1
  union all
  select deal, journey, pass, stage, place, kind, entered_at, next_at, seq
  from sent_back
  where choice = 1
  union all
  select h.deal, coalesce(c.person, h.deal), coalesce(f.pass, 1), null, null, 'main', h.heard_at, f.entered_at, h.seq
  from heard h
  left join firsts f on f.deal = h.deal
  left join conversions c on c.deal = h.deal
  where f.entered_at is null or h.heard_at < f.entered_at
), placed as (
  select
    s.*,
    case
      when s.kind = 'won' or s.kind = 'main' and s.place > w.place then 'won'
      when s.kind = 'main' then 'open'
      when s.kind = 'recycle' then 'recycled'
      else s.kind end as standing
  from stays s
  cross join won_from w
)
select
  deal, journey, pass,
  dense_rank() over (partition by deal order by pass) as cycle,
  stage, place, standing, entered_at, left_at,
  min(entered_at) over (partition by deal, pass) as opened_at,
  min(case when standing <> 'open' then entered_at end) over (partition by deal, pass) as closed_at,
  seq
from placed
