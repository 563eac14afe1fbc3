"""All values that rules may name, at each instant of a person's timeline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.names import attribute_names
from tripact.evaluate.compose import read_query
from tripact.evaluate.rulebook import DatedRule, tier_rules
from tripact.evaluate.slow_values import FIT_NAMES
from tripact.evaluate.step import Step

STEP = Step(
    "values_at",
    inputs=("timeline", "candidates"),
    outputs={"person": "bigint", "ts": "bigint", "seq": "bigint", "engagement": "double"},
    says="the named values of a person at an instant",
)


@dataclass(frozen=True)
class Wanted:
    """Which names are needed: those of the rules, and those that their tiers need in turn."""

    fit: tuple[str, ...]
    attributes: tuple[str, ...]
    counts: tuple[str, ...]
    tiers: tuple[tuple[int, DatedRule], ...]

    @property
    def slow(self) -> tuple[str, ...]:
        """The names that change slowly."""
        return (*self.fit, *self.attributes)


def wanted(agreement: Agreement, names: Iterable[str]) -> Wanted:
    """Return what must be computed so that rules can say ``names``."""
    said = set(names)
    tiers = tier_rules(agreement) if "intent" in said else ()
    said |= {name for _, rule in tiers for name in rule.names}
    return Wanted(
        tuple(name for name in FIT_NAMES if name in said),
        tuple(name for name in attribute_names(agreement, "person", "account") if name in said),
        tuple(name for name in agreement.counts if name in said),
        tiers,
    )


def values_at(names: Wanted) -> exp.Query:
    """Return the step with the slow values, the counts and the intent that are wanted.

    Where no slow value is wanted, people without any are not lost.
    """
    query = read_query(STEP.name)
    assert isinstance(query, exp.Select)
    query = query.select(*[f"t.{count}" for count in names.counts])
    if names.slow:
        query = query.select(*[f"c.{name}" for name in names.slow])
        query = query.join(
            "candidates", on="c.person = t.person and c.ts <= t.ts and t.ts < c.until_ts", join_alias="c"
        )
    if not names.tiers:
        return query.select(exp.alias_("0", "intent"))
    whole = exp.select("*", exp.alias_(_intent(names.tiers), "intent")).from_("known_values")
    return whole.with_("known_values", as_=query)


def _intent(tiers: tuple[tuple[int, DatedRule], ...]) -> exp.Expr:
    case = exp.Case()
    for tier, rule in tiers:
        case = case.when(rule.tree, exp.Literal.number(tier), copy=False)
    return case.else_(exp.Literal.number(0), copy=False)
