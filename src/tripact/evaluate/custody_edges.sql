-- Where the time of a clock may change hands: its start and its end, and each edge of what holds it
-- in between. The system holds a record until somebody owns it.
with whole as (
  select
    b.id, b.calendar, b.journey, b.started_at,
    case when b.ended_at < b.started_at then b.started_at else coalesce(b.ended_at, :as_of) end as ended_at
  from clock_budgets b
  join clock_rules r on r.commitment = b.commitment
  where r.grade = 'promise'
), owned as (
  select journey, min(from_ts) as owned_at
  from owner_states
  where owner is not null
  group by journey
), held as (
  select w.id, p.share, p.from_ts, p.until_ts
  from whole w
  join clock_pauses p on p.id = w.id
  union all
  -- where no record ever gets an owner, owners are not recorded and nothing is known of routing
  select w.id, 'system', w.started_at, o.owned_at
  from whole w
  left join owned o on o.journey = w.journey
  where exists (select 1 from owners_recorded)
), clipped as (
  select
    h.id, w.calendar, h.share,
    case when h.from_ts < w.started_at then w.started_at else h.from_ts end as from_ts,
    case when h.until_ts < w.ended_at then h.until_ts else w.ended_at end as until_ts
  from held h
  join whole w on w.id = h.id
)
select id, calendar, share, from_ts as ts, 1 as step from clipped where from_ts < until_ts
union all
select id, calendar, share, until_ts, -1 from clipped where from_ts < until_ts
union all
select id, calendar, 'human', started_at, 0 from whole
union all
select id, calendar, 'human', ended_at, 0 from whole
