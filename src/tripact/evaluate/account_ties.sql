-- Whose doings are an account's, and when: those of the people who belong to it, of the people who use the
-- product there, and of its own deals. A use that names person and account says so until a statement of
-- belonging says something new of the person; whoever belongs to one account may use another as well. A deal
-- is its account's all along.
with spans as (
  select person, from_ts, until_ts
  from memberships
  union all
  -- nothing was said of belonging yet
  select person, :beginning, min(from_ts)
  from memberships
  group by person
)
select person as subject, account, from_ts, until_ts
from memberships
where account is not null
union all
select u.person, u.account, min(u.ts), coalesce(s.until_ts, :end)
from usage u
left join spans s on s.person = u.person and s.from_ts <= u.ts and u.ts < s.until_ts
where u.person is not null and u.account is not null
group by u.person, u.account, coalesce(s.until_ts, :end)
union all
select deal, account, :beginning, :end
from deal_accounts
where own = 1
