-- What happened, as far as some clock says it.
with said as (
  select distinct verb, name from clock_moments
)
select h.journey, h.deal, h.verb, h.name, h.ts, h.seq, h.day_precision, h.channel
from happenings h
join said s on s.verb = h.verb and s.name = h.name
where h.journey is not null
