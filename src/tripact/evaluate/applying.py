"""Which starts a commitment applies to: its ``when`` rule over the attributes at that instant."""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.names import attribute_names, names_of
from tripact.errors import TripactError
from tripact.evaluate.attribute_columns import with_attributes
from tripact.evaluate.clock_parameters import prohibited, promises
from tripact.evaluate.compose import literal
from tripact.evaluate.rulebook import DatedRule, dated_rule
from tripact.worktime.dated import Dated

_SQL = {"text": "text", "number": "double", "boolean": "boolean"}


def applying_starts(agreement: Agreement) -> exp.Query:
    """Return the starts (relation ``clock_starts``) at which the commitment applies to the subject.

    What does not apply starts no clock; a later start at which it applies does.

    Raises:
        TripactError: If a rule names what is not an attribute: only attributes are known at every start.
    """
    clauses = {each.key: (each.of, each.commitment) for each in promises(agreement)}
    clauses |= {name: (name, clause) for name, clause in prohibited(agreement).items()}
    rules = {key: _rule(agreement, name, clause.when) for key, (name, clause) in clauses.items() if clause.when}
    if not rules:
        return exp.select("*").from_("clock_starts")
    return exp.union(
        _applying(agreement, rules, "person"), _applying(agreement, rules, "account"), distinct=False, copy=False
    )


def _applying(agreement: Agreement, rules: Mapping[str, DatedRule], subject: str) -> exp.Select:
    """Return the starts that apply on people and their deals, or on accounts; of these no personal value is known."""
    said = sorted({name for rule in rules.values() for name in rule.names})
    every = attribute_names(agreement, "person", "account")
    names = attribute_names(agreement, *dict.fromkeys((subject, "account")))
    starts = exp.select("r.*").from_("clock_starts as r").where(f"not r.{subject} is null")
    of = (f"r.{subject}", "r.ts")
    known = with_attributes(starts, agreement, [name for name in said if name in names], of, subject=subject)
    for name in said:
        if name not in names:
            known = known.select(exp.alias_(exp.cast(exp.null(), _SQL[every[name].type]), name))
    case = exp.case(exp.column("commitment"))
    for key, rule in rules.items():
        case = case.when(literal(key), rule.tree.copy(), copy=False)
    return exp.select("*").from_(known.subquery("k")).where(case.else_(exp.true()))


def _rule(agreement: Agreement, name: str, when: Dated[str]) -> DatedRule:
    rule = dated_rule(when, names_of(agreement), agreement.zone)
    others = rule.names - set(attribute_names(agreement, "person", "account"))
    if others:
        raise TripactError(
            "invalid",
            f"The rule that says when '{name}' applies names {', '.join(sorted(others))}.",
            where=agreement.where_clock(name, "when"),
            hint="Only attributes are known at every start; name one of those.",
        )
    return rule
