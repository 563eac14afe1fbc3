"""Work in progress: the open deals of each owner by band, and whether one more is refused (STG-5, methods §18.4)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.names import attribute_names, deal_names
from tripact.agreement.rules import Rule
from tripact.evaluate.compose import literal, values_relation
from tripact.evaluate.deal_rules import deal_rule, ruled_deals
from tripact.evaluate.deals import Deals
from tripact.ledger.kinds import ColumnType
from tripact.ledger.words import DECIMAL, TRUTHS

_TYPES: dict[str, ColumnType] = {"number": "double", "text": "text", "boolean": "boolean"}


class Held(NamedTuple):
    """How many deals of a band an owner held open at an instant; None stands for nobody, and for no band."""

    owner: str | None
    band: str | None
    ts: int
    n: int


class Closed(NamedTuple):
    """How many deals of a band an owner brought to an end in a period, won or not."""

    owner: str | None
    band: str | None
    n: int


@dataclass(frozen=True)
class WipBreach:
    """A deal over the limit.

    Attributes:
        owner: Who would hold it.
        band: The rule of the limit.
        limit: The most that may be open.
        open: How many are, without this one.
    """

    owner: str
    band: str
    limit: int
    open: int

    @property
    def message(self) -> str:
        """Why one more deal is too many, and what to do."""
        held = f"{self.owner} holds {self.open} open deals where {self.band}; {self.limit} are the most."
        return f"{held} Close or recycle one, or name another owner."


def wip_maximum(throughput: float, cycle_days: float) -> float:
    """Return how many deals can be open if they are to close within a cycle: throughput × cycle (methods §18.4).

    Example:
        >>> wip_maximum(0.5, 40)
        20.0
    """
    return throughput * cycle_days


def implied_cycle(wip: float, throughput: float) -> float | None:
    """Return the days that a deal takes if so many are open and so many close a day (methods §6.3)."""
    return wip / throughput if throughput else None


class WorkInProgress:
    """The open deals of an evaluation, counted by the limits of its agreement."""

    def __init__(self, deals: Deals) -> None:
        self.deals = deals
        self.agreement = deals.evaluation.agreement
        self.limits = dict(self.agreement.wip.limits) if self.agreement.wip else {}

    def held(self, moments: Iterable[int]) -> list[Held]:
        """Return the open deals by owner and band as of each moment; deals that do not count are left out."""
        query = exp.select("owner", "band", "ts", "count(*)").from_("banded_deals").where("counted")
        rows = self.deals.query(query.group_by("owner", "band", "ts"), self._banded(self._open(moments)))
        return [Held(_text(owner), self._rule(band), int(str(ts)), int(str(n))) for owner, band, ts, n in rows]

    def closed(self, since: int, until: int) -> list[Closed]:
        """Return the deals that ended in a period, by the owner and the band that they had just before."""
        query = exp.select("owner", "band", "count(*)").from_("banded_deals").group_by("owner", "band")
        rows = self.deals.query(query, self._banded(_ended(since, until)))
        return [Closed(_text(owner), self._rule(band), int(str(n))) for owner, band, n in rows]

    def band_of(self, values: Mapping[str, object]) -> str | None:
        """Return the band of a deal of which these names are known; None if no limit can be said to hold."""
        row = tuple(values.get(name) for name in deal_names(self.agreement))
        columns = {name: _TYPES[each.type] for name, each in deal_names(self.agreement).items()}
        proposed = exp.alias_(values_relation(columns, [row]).subquery(), "proposed", table=True)
        ((counted, band),) = self.deals.evaluation.engine.rows(
            exp.select(self._counted(), _case(self._bands)).from_(proposed)
        )
        return self._rule(band) if counted else None

    def _banded(self, asked: exp.Query) -> dict[str, exp.Query]:
        rules = [*self._bands, *([self._unless] if self._unless else [])]
        banded = exp.select("owner", "ts", exp.alias_(_case(self._bands), "band"), self._counted())
        return {
            "asked_deals": asked,
            "ruled_deals": ruled_deals(self.agreement, rules),
            "banded_deals": banded.from_("ruled_deals"),
        }

    def _counted(self) -> exp.Expr:
        if self._unless is None:
            return exp.alias_(exp.true(), "counted")
        holds = exp.Case(ifs=[exp.If(this=self._unless.tree.copy(), true=exp.false())], default=exp.true())
        return exp.alias_(holds, "counted")

    def _open(self, moments: Iterable[int]) -> exp.Query:
        given = values_relation({"ts": "bigint"}, [(ts,) for ts in sorted(set(moments))])
        stays = exp.select("s.deal", "m.ts").from_("deal_stays AS s").where("s.standing = 'open'")
        held = "s.entered_at <= m.ts and (s.left_at is null or m.ts < s.left_at)"
        stays = stays.join(exp.alias_(given.subquery(), "m", table=True), on=held)
        stages = self.agreement.wip.stages if self.agreement.wip else ()
        return stays.where(exp.column("stage", "s").isin(*map(literal, stages))) if stages else stays

    @property
    def _bands(self) -> list[Rule]:
        return [deal_rule(self.agreement, text) for text in self.limits]

    @property
    def _unless(self) -> Rule | None:
        text = self.agreement.wip.unless if self.agreement.wip else None
        return deal_rule(self.agreement, text) if text else None

    def _rule(self, number: object) -> str | None:
        return None if number is None else list(self.limits)[int(str(number))]


def wip_breach(deals: Deals, proposed: Mapping[str, object], deal: int | None = None) -> WipBreach | None:
    """Return the limit that a deal would break at the moment of the evaluation; None if it breaks none.

    Args:
        deals: The deals as they stand.
        proposed: What would be known of the deal, by the names that rules say, and its ``owner``.
        deal: Its key if it is known already: then it is not counted twice.
    """
    work, owner = WorkInProgress(deals), proposed.get("owner")
    wip = work.agreement.wip
    if wip is None or not isinstance(owner, str) or (wip.stages and proposed.get("stage") not in wip.stages):
        return None
    if proposed.get("standing") not in (None, "open"):
        return None  # it has ended, and nothing opens it again
    band = work.band_of(proposed)
    if band is None:
        return None
    now = deals.evaluation.moment.as_of
    n = sum(row.n for row in work.held([now]) if row.owner == owner and row.band == band)
    # a deal that is counted already adds nothing, however many there are
    within = n + 1 <= work.limits[band] or _own(work, deal, owner, band) > 0
    return None if within else WipBreach(owner, band, work.limits[band], n)


def wip_refusals(deals: Deals, proposed: Mapping[str, object], deal: int | None = None) -> tuple[WipBreach, ...]:
    """Return why a deal is refused: nothing while the limits are soft."""
    wip = deals.evaluation.agreement.wip
    breach = wip_breach(deals, proposed, deal) if wip and wip.kind == "hard" else None
    return (breach,) if breach else ()


def weighed_names(agreement: Agreement) -> frozenset[str]:
    """Return the attributes of a deal by which it counts, and against which limit; ``owner`` says who holds it."""
    wip = agreement.wip
    texts = [*wip.limits, *([wip.unless] if wip.unless else [])] if wip else []
    said = frozenset[str]().union(*(deal_rule(agreement, text).names for text in texts))
    return said & attribute_names(agreement, "deal").keys() | {"owner"}


def stated_attribute(agreement: Agreement, stated: Mapping[str, object]) -> dict[str, object]:
    """Return the value of a stated attribute of a deal by its name, as rules read it; None where it was withdrawn."""
    name, text = str(stated["name"]), str(stated.get("value") or "").strip()
    known = deal_names(agreement).get(name)
    kind = known.type if known else "text"
    if kind == "boolean":
        return {name: TRUTHS.get(text.lower())}
    if kind == "number":
        return {name: float(text) if re.fullmatch(DECIMAL, text) else None}
    return {name: text or None}


def proposed_deal(
    deals: Deals, stated: Mapping[str, object], deal: int | None = None, account: int | None = None
) -> dict[str, object]:
    """Return what rules could say of a deal once a statement (fields of a deal fact, or a stage) is added to it.

    Args:
        deals: The deals as they stand.
        stated: The new fields; those left out stay as they are, None was withdrawn. A stage is one in which
            deals are open.
        deal: Its key if it is known already.
        account: The key of the account that a deal fact names, if it is known.
    """
    now, agreement = deals.evaluation.moment.as_of, deals.evaluation.agreement
    states = deals.states([now], deal) if deal is not None else []
    before = states[0]._asdict() if states else {"age_days": 0.0, "stage_age_days": 0.0}
    known = {**before, **stated}
    amount, currency = known.get("amount"), known.get("currency")
    money = None if amount is None or agreement.currency not in (None, currency) else float(str(amount))
    months = known.get("term_months")
    years = 1.0 if months is None else float(str(months)) / 12
    known |= {"standing": "open"} if "stage" in stated else {}
    dated = known.get("next_step") is not None and known.get("next_step_due") is not None
    worth = {"amount": money, "acv": money / years if money is not None and years else None, "next_step_dated": dated}
    place = _account_of(deals, deal, account)
    return {
        **(_attributes(deals, "account", place) if place is not None else {}),
        **(_attributes(deals, "deal", deal) if deal is not None else {}),
        **known,
        **worth,
    }


def _account_of(deals: Deals, deal: int | None, stated: int | None) -> int | None:
    """Return the account of a deal once a deal fact names one: a link says more than that."""
    if deal is None:
        return stated
    own = exp.column("deal").eq(literal(deal))
    linked = exp.select("1").from_("links").where("relation = 'belongs_to' and person is null").where(own).limit(1)
    if stated is not None and not deals.query(linked):
        return stated
    rows = deals.query(exp.select("account").from_("deal_accounts").where(own.copy()))
    return int(str(rows[0][0])) if rows else None


def _attributes(deals: Deals, kind: Literal["account", "deal"], key: int) -> dict[str, object]:
    """Return what is known of a deal, or of its account, by attributes now, each as its type."""
    said, now = attribute_names(deals.evaluation.agreement, kind), deals.evaluation.moment.as_of
    columns = ("name", "value") if kind == "account" else ("field", "text")
    query = exp.select(*columns, "number", "truth", "from_ts", "until_ts").from_(f"{kind}_states")
    query = query.where(exp.column(kind).eq(literal(key)))
    return {
        str(name): {"text": text, "number": number, "boolean": truth}[said[str(name)].type]
        for name, text, number, truth, since, until in deals.query(
            query if kind == "account" else query.where("kind = 'attribute'")
        )
        if str(name) in said and int(str(since)) <= now < int(str(until))
    }


def _own(work: WorkInProgress, deal: int | None, owner: str, band: str) -> int:
    """Return 1 if the deal itself is among those that its owner holds in the band, else 0."""
    if deal is None:
        return 0
    now = work.deals.evaluation.moment.as_of
    mine = exp.select("owner", "band").from_("banded_deals").where("counted")
    asked = exp.select("o.deal", "o.ts").from_(exp.alias_(work._open([now]).subquery(), "o", table=True))
    asked = asked.where(exp.EQ(this=exp.column("deal", "o"), expression=literal(deal)))
    rows = work.deals.query(mine, work._banded(asked))
    return sum(1 for name, number in rows if name == owner and work._rule(number) == band)


def _case(rules: list[Rule]) -> exp.Expr:
    """Return the number of the first rule that holds."""
    ifs = [exp.If(this=rule.tree.copy(), true=literal(number)) for number, rule in enumerate(rules)]
    return exp.Case(ifs=ifs) if ifs else exp.cast(exp.null(), "bigint")


def _ended(since: int, until: int) -> exp.Query:
    """Return the deals whose cycle ended in a period, each as of the millisecond before."""
    ended = exp.select("deal", "pass", "min(entered_at) as ended_at").from_("deal_stays")
    ended = ended.where("standing <> 'open'").group_by("deal", "pass")
    query = exp.select("e.deal", "e.ended_at - 1 as ts").from_(exp.alias_(ended.subquery(), "e", table=True))
    ended_at = exp.column("ended_at", "e")
    after = exp.GTE(this=ended_at, expression=literal(since))
    return query.where(after, exp.LT(this=ended_at.copy(), expression=literal(until)))


def _text(value: object) -> str | None:
    return None if value is None else str(value)
