"""The named values at each moment: fit, and the attributes, counts, engagement and intent a rule names.

Inputs: ``moments`` (``standings`` for slow values, ``timeline`` for all), ``fit_maximum``,
``attribute_states``. Outputs: ``person, ts``, the fit values, and one column for each added name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sqlglot
from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.names import attribute_names
from tripact.evaluate.compose import read_query, rename_table
from tripact.evaluate.rulebook import DatedRule, tier_rules

FIT_NAMES = frozenset({"fit", "fit_points", "fit_lower", "fit_upper", "fit_coverage"})

_READ = {
    "text": "{alias}.value",
    "number": "{alias}.number",
    "boolean": "case when {alias}.value in ('true', 'yes', '1') then true"
    " when {alias}.value in ('false', 'no', '0') then false end",
}
# Floating sums differ in their last digits from engine to engine; a millionth of a point does not.
_ENGAGEMENT = "floor(k.decayed * 1000000 + 0.5) / 1000000"


@dataclass(frozen=True)
class Wanted:
    """Which names are needed: those of the rules, and those that their tiers need in turn."""

    attributes: tuple[str, ...]
    counts: tuple[str, ...]
    tiers: tuple[tuple[int, DatedRule], ...]


def wanted(agreement: Agreement, names: Iterable[str]) -> Wanted:
    """Return what must be computed so that rules can say ``names``."""
    said = set(names)
    tiers = tier_rules(agreement) if "intent" in said else ()
    said |= {name for _, rule in tiers for name in rule.names}
    attributes = tuple(name for name in attribute_names(agreement, "person", "account") if name in said)
    return Wanted(attributes, tuple(name for name in agreement.counts if name in said), tiers)


def slow_values(agreement: Agreement, names: Wanted) -> exp.Query:
    """Return the slowly changing values after each of a person's changes."""
    return _with_attributes(_moments("standings"), agreement, names.attributes)


def values_at(agreement: Agreement, names: Wanted) -> exp.Query:
    """Return all values at each instant of the timeline."""
    query = _with_attributes(_moments("timeline"), agreement, names.attributes)
    query = query.select(_aliased(_ENGAGEMENT, "engagement"), *[f"k.{count}" for count in names.counts])
    if not names.tiers:
        return query.select("0 as intent")
    whole = exp.select("*", exp.alias_(_intent(names.tiers), "intent")).from_("known_values")
    return whole.with_("known_values", as_=query)


def _moments(source: str) -> exp.Query:
    return rename_table(read_query("facets"), "moments", source)


def _with_attributes(query: exp.Query, agreement: Agreement, attributes: Iterable[str]) -> exp.Select:
    assert isinstance(query, exp.Select)
    names = attribute_names(agreement, "person", "account")
    for number, name in enumerate(attributes):
        alias = f"a{number}"
        spans = f"{alias}.name = '{name}' and {alias}.from_ts <= k.ts and k.ts < {alias}.until_ts"
        query = query.join(
            "attribute_states", on=f"{alias}.person = k.person and {spans}", join_type="left", join_alias=alias
        )
        query = query.select(_aliased(_READ[names[name].type].format(alias=alias), name))
    return query


def _aliased(text: str, name: str) -> exp.Expression:
    return exp.alias_(sqlglot.parse_one(text, read="duckdb"), name)


def _intent(tiers: tuple[tuple[int, DatedRule], ...]) -> exp.Expression:
    case = exp.Case()
    for tier, rule in tiers:
        case = case.when(rule.tree, exp.Literal.number(tier), copy=False)
    return case.else_(exp.Literal.number(0), copy=False)
