-- How many passes reached each stage within the period: what a throughput ratio divides (methods §5.1).
select e.stage, l.label, count(*) as n
from entries e
left join labels l on l.journey = e.journey and l.pass = e.pass
where e.reached_at >= :since and e.reached_at < :until
group by e.stage, l.label
