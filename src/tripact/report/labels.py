"""The value of a dimension for each pass of a journey."""

from __future__ import annotations

from sqlglot import exp

from tripact.evaluate.compose import bind, read_query, values_relation
from tripact.evaluate.evaluation import Evaluation
from tripact.report.months import months
from tripact.worktime.dated import END


def labels(evaluation: Evaluation, dimension: str | None) -> exp.Query:
    """Return the relation (journey, pass, label) of a dimension; without one it has no rows."""
    if dimension is None:
        return values_relation({"journey": "bigint", "pass": "bigint", "label": "text"}, ())
    if dimension == "month":
        return months(evaluation)
    return bind(read_query("labels", "tripact.report"), {"dimension": dimension, "end": END})
