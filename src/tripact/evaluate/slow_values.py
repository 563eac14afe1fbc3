"""The slowly changing values that rules may name: fit and attributes, in spans."""

from __future__ import annotations

from collections.abc import Iterable

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.evaluate.attribute_columns import with_attributes
from tripact.evaluate.compose import read_query
from tripact.evaluate.step import Step

FIT_NAMES = ("fit_points", "fit", "fit_lower", "fit_upper", "fit_coverage")

STEP = Step(
    "slow_values",
    inputs=("standings", "fit_maximum", "attribute_states"),
    outputs={"person": "bigint", "ts": "bigint", "until_ts": "bigint", **dict.fromkeys(FIT_NAMES, "double")},
    says="slowly changing values of a person held from an instant",
)


def slow_values(agreement: Agreement, attributes: Iterable[str]) -> exp.Query:
    """Return the step with a column for each of the given attributes."""
    query = read_query(STEP.name)
    assert isinstance(query, exp.Select)
    return with_attributes(query, agreement, attributes, ("k.person", "k.ts"))
