-- How a pass ended, if its last visit left the main path: recycled, disqualified or lost.
select journey, pass, kind, entered_at as exited_at
from (
  select
    journey, pass, kind, entered_at,
    row_number() over (partition by journey, pass order by entered_at desc, seq desc, place desc) as from_last
  from visits
) ranked
where from_last = 1 and kind not in ('main', 'won')
