"""How complete a dimension is."""

from __future__ import annotations

from typing import NamedTuple

from tripact.evaluate.compose import chain, read_query
from tripact.evaluate.evaluation import Evaluation
from tripact.report.labels import labels


class Blanks(NamedTuple):
    """Passes without a value, with one, and with one that says "unknown"."""

    blank: int
    labelled: int
    said_unknown: int


def blanks(evaluation: Evaluation, dimension: str) -> Blanks:
    """Return how many passes have a value of a dimension."""
    query = chain(read_query("blanks", "tripact.report"), {"labels": labels(evaluation, dimension)})
    return Blanks(*evaluation.query(query)[0])  # type: ignore[arg-type]
