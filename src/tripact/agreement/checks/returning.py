"""Whoever is recycled rests, and can come back."""

from __future__ import annotations

from collections.abc import Iterator

from tripact.agreement.agreement import Agreement
from tripact.agreement.issues import Issue


def check_returning(agreement: Agreement) -> Iterator[Issue]:
    """Yield gaps in the recycle section.

    - Every reason has a rest, its own or ``else``.
    - There is a stage of kind ``recycle`` to rest in.
    """
    recycle = agreement.recycle
    if recycle is None:
        return
    bare = [reason for reason in recycle.reasons if reason not in recycle.rest]
    if recycle.rest and bare and "else" not in recycle.rest:
        message = f"No rest is given for {', '.join(bare)}."
        yield Issue.at(agreement.place("recycle", "rest"), "rest", message, "Add them, or 'else: 60 days'.")
    if not any(stage.kind == "recycle" for stage in agreement.stages.values()):
        message = "No stage is of kind recycle, so that nobody can be recycled."
        hint = "Add a stage: nurture: {kind: recycle, leave: {to: […]}}."
        yield Issue.at(agreement.place("recycle"), "rest", message, hint)
