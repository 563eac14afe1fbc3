-- Who was promoted by the rule of a stage, and when (methods §2.2): whoever stood before it when the
-- rule first held. Whom an outside system had in the stage already, in a later one or off the path
-- stays there; what is known by the day alone may have come after the rule on that day. before_seq is
-- the last move into an earlier stage in the same instant, which stands before the promotion.
select
  c.person, c.stage, c.pass, c.ts,
  coalesce(max(case when r.place < s.place and r.kind = 'main' and r.ts = c.ts then r.seq end), 0) as before_seq
from crossings c
join stage_order s on s.stage = c.stage
left join recorded r on r.journey = c.person
group by c.person, c.stage, c.pass, c.ts
having coalesce(min(case when r.place >= s.place or r.kind <> 'main'
  then r.ts + case when r.day_precision then 86399999 else 0 end end), c.ts) >= c.ts
