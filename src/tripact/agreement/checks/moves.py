"""Stages lead to stages that exist, and are opened by definitions that exist."""

from __future__ import annotations

from collections.abc import Iterator

from tripact.agreement.agreement import Agreement
from tripact.agreement.issues import Issue
from tripact.agreement.spelling import suggest


def check_moves(agreement: Agreement) -> Iterator[Issue]:
    """Yield moves and openings that lead nowhere.

    - Every stage in ``leave.to`` is declared.
    - The definition in ``enter`` is declared, and has a rule that can open the stage.
    """
    for name, stage in agreement.stages.items():
        for target in stage.leave.to:
            if target not in agreement.stages:
                message = f"'{name}' leads to the stage '{target}', which is not declared."
                place = agreement.place("stages", name, "leave", "to")
                yield Issue.at(place, "unknown-stage", message, suggest(target, agreement.stages))
        if stage.definition and stage.definition not in agreement.definitions:
            message = f"The stage '{name}' is opened by the definition '{stage.definition}', which is not declared."
            place = agreement.place("stages", name, "enter")
            yield Issue.at(place, "unknown-definition", message, suggest(stage.definition, agreement.definitions))
