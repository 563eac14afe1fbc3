"""The deals of an evaluation: their state as of any moment, their losses, and what rules say of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from sqlglot import exp

from tripact.agreement.rules import Rule
from tripact.evaluate.compose import bind, chain, literal, read_query, values_relation
from tripact.evaluate.deal_rules import deal_rule, ruled_deals
from tripact.evaluate.deal_values import STEP as VALUES
from tripact.evaluate.engine import Row
from tripact.evaluate.evaluation import Evaluation
from tripact.worktime.dated import END

_FILES = (
    "deal_states", "deal_stays", "deal_people", "deal_values", "won_ages", "deal_losses", "deal_labels",
)  # fmt: skip


class DealState(NamedTuple):
    """The state of one deal as of an instant; what is not known is None, never false."""

    deal: int
    ts: int
    account: int | None
    journey: int | None
    cycle_pass: int | None
    cycle: int | None
    stage: str | None
    standing: str | None
    stage_since: int | None
    opened_at: int | None
    closed_at: int | None
    name: str | None
    amount: Decimal | None
    currency: str | None
    acv: float | None
    list_amount: Decimal | None
    discount: float | None
    close_date: int | None
    owner: str | None
    next_step: str | None
    next_step_due: int | None
    next_step_expected: str | None
    term_months: int | None
    competitor: str | None
    stakeholders: int | None
    age_days: float | None
    stage_age_days: float | None


class Loss(NamedTuple):
    """One loss of a deal; ``voided`` if the deal was reopened in time. ``competitor``: the latest of this cycle."""

    deal: int
    lost_at: int
    reopened_at: int | None
    voided: bool
    lost_from: str | None
    reason: str | None
    reason_seq: int | None
    competitor: str | None


def when_lost() -> exp.Query:
    """Ask for every deal that was lost, as of each of its losses."""
    return exp.select("deal", "lost_at as ts").distinct().from_("deal_losses")


class Deals:
    """The deals of an evaluation, computed when read.

    Example:
        ``Deals(evaluation).states([as_of])``
    """

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation

    def states(self, moments: Iterable[int], deal: int | None = None) -> list[DealState]:
        """Return the state of every deal (or one) known by then, as of each moment; all at or before ``as_of``."""
        return self.states_of(self.known(moments, deal))

    def states_of(self, asked: exp.Query) -> list[DealState]:
        """Return the state of the deals asked for: a relation of (deal, ts)."""
        query = exp.select(*(exp.column(name) for name in VALUES.outputs)).from_("deal_values")
        return [DealState(*row) for row in self.query(query.order_by("ts", "deal"), {"asked_deals": asked})]  # type: ignore[arg-type]

    def losses(self) -> list[Loss]:
        """Return every loss, voided ones too, in order."""
        query = exp.select(*Loss._fields).from_("deal_losses").order_by("lost_at", "deal")
        return [Loss(*row) for row in self.query(query)]  # type: ignore[arg-type]

    def labels(self, dimension: str, asked: exp.Query) -> dict[tuple[int, int], str]:
        """Return the value of an attribute for the deals asked for, by (deal, ts); unknown ones are left out."""
        labelled = bind(read_query("deal_labels"), {"dimension": dimension})
        query = exp.select("deal", "ts", "label").from_("deal_labels").where("label is not null")
        rows = self.query(query, {"asked_deals": asked, "deal_labels": labelled})
        return {(int(str(deal)), int(str(ts))): str(label) for deal, ts, label in rows}

    def marks(self, deal: int, rules: Mapping[str, str]) -> dict[str, bool | None]:
        """Return whether each rule over deals holds for a deal at the moment; None where it cannot be said."""
        if not rules:
            return {}
        compiled = {name: self.rule(text) for name, text in rules.items()}
        columns = [exp.alias_(rule.tree.copy(), f"mark_{n}") for n, rule in enumerate(compiled.values())]
        given = {"asked_deals": self.known([self.evaluation.moment.as_of], deal)}
        ruled = {**given, "ruled_deals": ruled_deals(self.evaluation.agreement, compiled.values())}
        rows = self.query(exp.select(*columns).from_("ruled_deals"), ruled)
        return dict(zip(compiled, rows[0], strict=True)) if rows else {}  # type: ignore[arg-type]

    def rule(self, text: str) -> Rule:
        """Return a rule over deals, checked."""
        return deal_rule(self.evaluation.agreement, text)

    def ids(self, kind: str = "deal") -> dict[int, str]:
        """Return the id of every deal, or of every account, by key."""
        query = exp.select("key", "id").from_("ledger.subjects").where(exp.column("kind").eq(kind))
        return {int(str(key)): str(name) for key, name in self.evaluation.engine.rows(query)}

    def query(self, query: exp.Query, given: Mapping[str, exp.Query] | None = None) -> list[Row]:
        """Run a query over deals and all other relations of the evaluation."""
        return self.evaluation.query(chain(query, {**self._trees, **(given or {})}))

    def known(self, moments: Iterable[int], deal: int | None = None) -> exp.Query:
        """Ask for every deal (or one) as of each moment at which something was known of it."""
        given = values_relation({"ts": "bigint"}, [(ts,) for ts in sorted(set(moments))])
        known = exp.select("s.deal", "m.ts").distinct().from_("deal_stays AS s")
        known = known.join(exp.alias_(given.subquery(), "m", table=True), on="s.entered_at <= m.ts")
        return known if deal is None else known.where(exp.EQ(this=exp.column("deal", "s"), expression=literal(deal)))

    @cached_property
    def _trees(self) -> dict[str, exp.Query]:
        return {name: bind(read_query(name), {"end": END}) for name in _FILES}
