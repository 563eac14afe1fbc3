"""How complete a dimension is."""

from __future__ import annotations

from typing import NamedTuple

from tripact.evaluate.compose import chain, read_query
from tripact.evaluate.evaluation import Evaluation
from tripact.report.cohort import cohort
from tripact.report.funnel_options import FunnelOptions
from tripact.report.labels import labels


class Blanks(NamedTuple):
    """Passes without a value, with one, and with one that says "unknown"."""

    blank: int
    labelled: int
    said_unknown: int


def blanks(evaluation: Evaluation, dimension: str, options: FunnelOptions) -> Blanks:
    """Return how many passes of the period have a value of a dimension."""
    given = {"labels": labels(evaluation, dimension), "cohort": cohort(options)}
    query = chain(read_query("blanks", "tripact.report"), given)
    return Blanks(*evaluation.query(query)[0])  # type: ignore[arg-type]
