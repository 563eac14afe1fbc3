-- The calendars that one clock ran on, in order, and whose they were.
select l.from_ts, l.calendar, o.owner
from clock_legs l
join clock_budgets b on b.id = l.id
left join owner_states o on o.journey = b.journey and o.from_ts <= l.from_ts and l.from_ts < o.until_ts
where l.id = :number
order by l.n
