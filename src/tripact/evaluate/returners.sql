-- The journeys that left the path and may come back to it by a rule: the recycled, and whoever was
-- disqualified and moved back to the path, or of whom the reason was withdrawn. Only for them is anything computed a second time.
select journey as person
from recorded
where kind = 'recycle'
union
select d.journey
from recorded d
join recorded m on m.journey = d.journey and m.kind = 'main' and (m.ts > d.ts or (m.ts = d.ts and m.seq > d.seq))
where d.kind = 'disqualified'
union
select d.journey
from recorded d
join moves m on m.seq = d.seq
join attributes a on a.person = d.journey and a.name = m.reason and a.ts > d.ts and not a.truth
where d.kind = 'disqualified'
