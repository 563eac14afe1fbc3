"""Which runs a commitment applies to: its ``when`` rule over the attributes at the start."""

from __future__ import annotations

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.names import attribute_names, names_of
from tripact.errors import TripactError
from tripact.evaluate.attribute_columns import with_attributes
from tripact.evaluate.clock_parameters import Promise, promises
from tripact.evaluate.compose import literal
from tripact.evaluate.rulebook import DatedRule, dated_rule


def applying_runs(agreement: Agreement) -> exp.Query:
    """Return the runs (relation ``clock_runs``) whose commitment applies to their subject at their start.

    Raises:
        TripactError: If a rule names what is not an attribute: only attributes are known at every start.
    """
    rules = {each.key: _rule(agreement, each) for each in promises(agreement) if each.commitment.when}
    if not rules:
        return exp.select("*").from_("clock_runs")
    said = sorted({name for rule in rules.values() for name in rule.names})
    runs = exp.select("r.*", "r.started_at as ts").from_("clock_runs as r")
    known = with_attributes(runs, agreement, said, ("r.journey", "r.started_at"))
    case = exp.case(exp.column("commitment"))
    for key, rule in rules.items():
        case = case.when(literal(key), rule.tree, copy=False)
    return exp.select("*").from_(known.subquery("k")).where(case.else_(exp.true()))


def _rule(agreement: Agreement, promise: Promise) -> DatedRule:
    assert promise.commitment.when is not None
    rule = dated_rule(promise.commitment.when, names_of(agreement), agreement.zone)
    others = rule.names - set(attribute_names(agreement, "person", "account"))
    if others:
        raise TripactError(
            "invalid",
            f"The rule that says when '{promise.of}' applies names {', '.join(sorted(others))}.",
            where=agreement.where("commitments", promise.of, "when"),
            hint="Only attributes are known at every start; name one of those.",
        )
    return rule
