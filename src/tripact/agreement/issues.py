"""Issues: what is wrong or doubtful in an agreement, where, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tripact.agreement.places import Place

Level = Literal["error", "warning", "future"]


@dataclass(frozen=True, order=True)
class Issue:
    """One finding.

    Attributes:
        level: ``error`` stops the agreement from being used; ``future`` will be one later.
        file: The file it stands in.
        line: The line, from 1.
        rule: The name of the check.
        message: What is wrong, as a sentence.
        hint: What to do about it.
    """

    file: str
    line: int
    level: Level
    rule: str
    message: str
    hint: str = ""

    @classmethod
    def at(cls, place: Place, rule: str, message: str, hint: str = "", *, level: Level = "error") -> Issue:
        """Return an issue at a place."""
        return cls(place.file, place.line, level, rule, message, hint)

    def __str__(self) -> str:
        """The issue as one line: ``file:line: level [rule] message hint``."""
        advice = f" {self.hint}" if self.hint else ""
        return f"{self.file}:{self.line}: {self.level} [{self.rule}] {self.message}{advice}"
