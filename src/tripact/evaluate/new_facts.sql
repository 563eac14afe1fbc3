-- Facts of one relation that could not be seen at the last round: recorded since; or in the future then; or
-- not known yet; and those that were taken back. Some reach the account of the person they speak of. What
-- somebody showed since, and no clock names, is of no weight but for the rules ('scores'), and tells nothing where
-- they know no such signal. Late is what changes something about the time before the last round.
select person, account, deal, :other as other_key, :relation as relation, case when :reaches then 1 else 0 end as reaches,
  case when ts > :since and :onward then 0 else 1 end as late
from facts
where seq > :seq and :telling
union all
select person, account, deal, :other, :relation, case when :reaches then 1 else 0 end,
  case when ts > :since and :onward then 0 else 1 end
from facts
where seq <= :seq and ts > :since and ts <= :as_of and :telling
union all
select person, account, deal, :other, :relation, case when :reaches then 1 else 0 end,
  case when ts > :since and :onward then 0 else 1 end
from facts
where seq <= :seq and recorded_at > :known_since and :telling
union all
select person, account, deal, :other, :relation, case when :reaches then 1 else 0 end,
  case when ts > :since and :onward then 0 else 1 end
from facts
where seq in (select voided_seq from taken_back) and :telling
