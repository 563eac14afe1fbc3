"""Targets say what is to be reached, and one of them stands above the others."""

from __future__ import annotations

from collections.abc import Iterator

from tripact.agreement.agreement import Agreement
from tripact.agreement.issues import Issue


def check_goals(agreement: Agreement) -> Iterator[Issue]:
    """Yield targets that cannot be judged.

    - A target has a value or a change; a change says by when.
    - The day to reach it is not past when the agreement takes effect.
    - There is at most one north star.
    """
    for name, target in agreement.targets.items():
        place = agreement.place("targets", name)
        if (target.value is None) == (target.change is None):
            yield Issue.at(place, "target", f"The target '{name}' needs a value or a change.", "Give one of the two.")
        if target.change is not None and target.by is None:
            yield Issue.at(place, "target", f"The target '{name}' says no day.", "Add 'by: 2026-12-31'.")
        if target.by and target.by < agreement.effective:
            message = f"The target '{name}' was to be reached by {target.by}, before the agreement takes effect."
            yield Issue.at(place, "target", message, "Check the year.")
    stars = [name for name, target in agreement.targets.items() if target.north_star]
    if len(stars) > 1:
        message = f"There are {len(stars)} north stars: {', '.join(stars)}."
        yield Issue.at(agreement.place("targets", stars[-1]), "target", message, "Choose the one that others serve.")
