"""The slowly changing values that rules may name: fit and attributes, in spans."""

from __future__ import annotations

from collections.abc import Iterable

import sqlglot
from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.names import attribute_names
from tripact.evaluate.compose import literal, read_query
from tripact.evaluate.step import Step

FIT_NAMES = ("fit_points", "fit", "fit_lower", "fit_upper", "fit_coverage")

STEP = Step(
    "slow_values",
    inputs=("standings", "fit_maximum", "attribute_states"),
    outputs={"person": "bigint", "ts": "bigint", "until_ts": "bigint", **dict.fromkeys(FIT_NAMES, "double")},
    says="slowly changing values of a person held from an instant",
)

_READ = {
    "text": "{alias}.value",
    "number": "{alias}.number",
    "boolean": "{alias}.truth",
}


def slow_values(agreement: Agreement, attributes: Iterable[str]) -> exp.Query:
    """Return the step with a column for each of the given attributes."""
    query = read_query(STEP.name)
    assert isinstance(query, exp.Select)
    names = attribute_names(agreement, "person", "account")
    for number, name in enumerate(attributes):
        alias = f"a{number}"
        spans = f"{alias}.name = {literal(name)} and {alias}.from_ts <= k.ts and k.ts < {alias}.until_ts"
        query = query.join(
            "attribute_states", on=f"{alias}.person = k.person and {spans}", join_type="left", join_alias=alias
        )
        read = sqlglot.parse_one(_READ[names[name].type].format(alias=alias), read="duckdb")
        query = query.select(exp.alias_(read, name))
    return query
