"""Answers that are taken from another framework are asked for there."""

from __future__ import annotations

from collections.abc import Iterator

from tripact.agreement.agreement import Agreement
from tripact.agreement.issues import Issue
from tripact.agreement.spelling import suggest


def check_frameworks(agreement: Agreement) -> Iterator[Issue]:
    """Yield references between frameworks that lead nowhere.

    - ``from: meddicc.metrics`` names a dimension of a declared framework.
    """
    known = {
        f"{name}.{dimension}"
        for name, framework in agreement.qualification.items()
        for dimension in framework.dimensions
    }
    for name, dimension, source in _taken(agreement):
        if source not in known:
            place = agreement.place("qualification", name, dimension, "from")
            message = f"'{dimension}' takes its answer from '{source}', which is not declared."
            yield Issue.at(place, "unknown-answer", message, suggest(source, known))


def _taken(agreement: Agreement) -> Iterator[tuple[str, str, str]]:
    for name, framework in agreement.qualification.items():
        for dimension, asked in framework.dimensions.items():
            yield from ((name, dimension, source) for source in asked.from_)
