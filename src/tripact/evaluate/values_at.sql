-- All values that rules may name, at each instant of the timeline. Floating sums differ in their
-- last digits from engine to engine; a millionth of a point does not.
select t.person, t.ts, t.seq, floor(t.decayed * 1000000 + 0.5) / 1000000 as engagement
from timeline t
