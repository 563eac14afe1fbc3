-- What a person said last about being contacted on a channel, or on all of them, by the moment of each contact that
-- is asked about, as far as it stands before the contact in the ledger: contact_bases, cut off there.
select place, state, expires_at
from (
  select
    a.place, c.state, c.expires_at, row_number() over (partition by a.place order by c.ts desc, c.seq desc) as n
  from asked_contacts a
  join consents c on c.person = a.person and c.ts <= a.ts and c.seq < a.seq
    and coalesce(c.channel, '') in ('', a.channel)
) said
where n = 1
