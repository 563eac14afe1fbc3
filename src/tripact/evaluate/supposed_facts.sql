-- The facts of one relation that count for the moves that are supposed: those that had happened by the move's
-- moment and stand before it, of everybody whose facts it takes.
select * from facts
where seq in (
  select f.seq from facts f join horizons h on h.key = f.person where f.ts <= h.until_ts and f.seq < h.before_seq
  union all
  select f.seq from facts f join horizons h on h.key = f.account where f.ts <= h.until_ts and f.seq < h.before_seq
  union all
  select f.seq from facts f join horizons h on h.key = f.deal where f.ts <= h.until_ts and f.seq < h.before_seq
)
