-- Every fact that breaks a prohibition: a forbidden moment between its start and its end. What a person
-- forbids is forbidden on each of their deals. Where they forbid a channel, contact on another breaks nothing.
with reached as (
  select commitment, journey, run, started_at, ended_at, until_at, by_channel, journey as line, 0 as beside
  from prohibition_runs
  union all
  select p.commitment, p.journey, p.run, p.started_at, p.ended_at, p.until_at, p.by_channel, l.line, 1
  from prohibition_runs p
  join clock_lines l on l.person = p.journey
  where p.of_person = 1
), forbidden as (
  select
    p.commitment, p.journey, p.run, p.by_channel, m.ts, m.seq, m.verb, m.name, m.channel, m.day_precision,
    coalesce(l.person, p.line) as person
  from reached p
  join clock_moments f on f.commitment = p.commitment and f.role = 'forbid'
  join moments m on m.journey = p.line and m.verb = f.verb and m.name = f.name and m.own >= p.beside
  left join clock_lines l on l.line = p.line
  where m.ts > p.started_at
    and m.ts < coalesce(p.ended_at, :end) and m.ts < coalesce(p.until_at, :end)
), spoken as (
  select distinct person, channel from contact_bases
)
select
  f.commitment, f.journey, f.run, f.ts, f.seq, min(f.verb) as verb, min(f.name) as name, min(f.channel) as channel,
  max(case when f.day_precision then 1 else 0 end) = 1 as day_precision
from forbidden f
left join spoken s on s.person = f.person and s.channel = f.channel
left join contact_bases b
  on b.person = f.person and b.channel = coalesce(s.channel, '') and b.state = 'withdrawn'
  and b.from_ts < f.ts and f.ts < b.until_ts
where f.by_channel = 0 or f.channel is null or b.person is not null
group by f.commitment, f.journey, f.run, f.ts, f.seq
