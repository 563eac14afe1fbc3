-- Every loss of a deal: from which stage, why (the latest reason stated for this cycle), and whether reopening made
-- it void (methods C14). A reason may be stated by the move or as a field of the deal; the competitor is the latest
-- one named in this cycle, also by what is only told after the loss.
with losses as (
  select
    deal, entered_at as lost_at, left_at as reopened_at, opened_at, false as voided,
    lag(stage) over (partition by deal order by entered_at, seq) as lost_from, standing
  from deal_stays
  union all
  select v.deal, v.lost_at, v.reopened_at, s.opened_at, true, s.stage, 'lost'
  from (select distinct deal, lost_at, reopened_at from void_losses) v
  left join deal_stays s
    on s.deal = v.deal and s.entered_at <= v.lost_at and (s.left_at is null or v.lost_at < s.left_at)
), reasons as (
  select deal, loss_reason as reason, ts, seq
  from deals
  where deal is not null and loss_reason is not null
  union all
  select m.deal, m.reason, m.ts, m.seq
  from moves m
  join stage_order o on o.stage = m.stage
  where o.kind = 'lost' and m.deal is not null and m.reason is not null
), ranked as (
  select
    l.deal, l.lost_at, l.reopened_at, l.voided, l.lost_from, r.reason, r.seq as reason_seq,
    row_number() over (partition by l.deal, l.lost_at, l.voided order by r.ts desc, r.seq desc) as choice
  from losses l
  left join reasons r
    on r.deal = l.deal and r.ts >= l.opened_at and (l.reopened_at is null or r.ts < l.reopened_at)
  where l.standing = 'lost'
), rivals as (
  select
    l.deal, l.lost_at, l.voided, d.competitor,
    row_number() over (partition by l.deal, l.lost_at, l.voided order by d.ts desc, d.seq desc) as choice
  from losses l
  join deals d
    on d.deal = l.deal and d.competitor is not null
    and d.ts >= l.opened_at and (l.reopened_at is null or d.ts < l.reopened_at)
  where l.standing = 'lost'
)
select r.deal, r.lost_at, r.reopened_at, r.voided, r.lost_from, r.reason, r.reason_seq, v.competitor
from ranked r
left join rivals v on v.deal = r.deal and v.lost_at = r.lost_at and v.voided = r.voided and v.choice = 1
where r.choice = 1
