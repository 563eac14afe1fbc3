"""When an account satisfied a definition over its product usage (PQL): latched, and armed again after quiet days."""

from __future__ import annotations

from functools import reduce

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.names import usage_names
from tripact.evaluate.compose import bind, read_query, rename_table, values_relation
from tripact.evaluate.rulebook import dated_rule
from tripact.evaluate.step import Step
from tripact.evaluate.usage_values import over_columns, usage_values
from tripact.worktime.instant import DAY

STEP = Step(
    "account_promotions",
    inputs=("usage_values", "account_touches"),
    outputs={
        "account": "bigint",
        "definition": "text",
        "pass": "bigint",
        "ts": "bigint",
        "settled_at": "bigint",
    },
    says="an account satisfied a definition: for the first time, or again after it was worked on and left alone",
    kept=True,
    parameters=("definition", "rule", "rearm", "end", "as_of"),
)

_NEVER = 100 * 366 * DAY
"""So long is no account left alone: without ``rearm`` a qualification happens once."""


def account_steps(agreement: Agreement) -> dict[str, exp.Query]:
    """Return the steps that decide the definitions over accounts; each has a window, so values, of its own."""
    names = usage_names(agreement)
    steps: dict[str, exp.Query] = {"usage_values": bind(read_query("usage_values"), {"within": 0})}
    found: list[exp.Query] = []
    for name, definition in agreement.definitions.items():
        if definition.account is None or definition.within is None:
            continue
        rule, values = dated_rule(definition.account, names, agreement.zone), f"usage_values_of_{name}"
        steps[values] = usage_values(agreement, rule, definition.within.milliseconds)
        rearm = definition.rearm.milliseconds if definition.rearm else _NEVER
        query = bind(read_query(STEP.name), {"definition": name, "rule": over_columns(rule), "rearm": rearm})
        query = rename_table(query, "usage_values", values)
        found.append(exp.select("*").from_(query.subquery(f"qualified_{name}")))
    steps[STEP.name] = _together(found)
    return steps


def _together(queries: list[exp.Query]) -> exp.Query:
    if not queries:
        return values_relation(STEP.outputs, ())
    return reduce(lambda left, right: exp.union(left, right, distinct=False, copy=False), queries)
