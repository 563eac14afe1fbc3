"""The one root of every error a person can act on.

An error says what is wrong, where, and what to do about it. Six kinds are enough: the edges
(CLI, web) translate a kind to an exit code or a status in one table each.
"""

from __future__ import annotations

from typing import Literal

Kind = Literal["usage", "invalid", "missing", "conflict", "forbidden", "unavailable"]


class TripactError(Exception):
    """A failure that the reader can do something about.

    Args:
        kind: What sort of failure it is; edges map it to exit codes and statuses.
        message: What is wrong, as a sentence.
        where: The place, such as ``agreement.yaml:12`` or ``leads.csv row 40, column origin``.
        hint: What to do about it.
    """

    def __init__(self, kind: Kind, message: str, *, where: str | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.kind: Kind = kind
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        """All three parts in reading order: where, what, what to do."""
        place = f"{self.where}: " if self.where else ""
        advice = f" {self.hint}" if self.hint else ""
        return f"{place}{self.message}{advice}"
