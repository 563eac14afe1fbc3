-- What partners said of deals by the agreed handoff, in the order of the ledger: who, of which account, and what. The
-- account is the one named, else that of the deal, else the one that the person belonged to by then.
select
  h.seq, h.ts, h.recorded_at, coalesce(h.account, d.account, m.account) as account, h.person, h.deal,
  coalesce(h.action, 'sent') as action, h.actor, h.reason
from handoffs h
left join deal_accounts d on d.deal = h.deal
left join memberships m on m.person = h.person and m.from_ts <= h.ts and h.ts < m.until_ts
where h.handoff = :registration
