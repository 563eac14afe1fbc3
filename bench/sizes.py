"""How much is measured, and where its files lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
DATA = HERE.parent / ".bench"


@dataclass(frozen=True)
class Size:
    """A number of signals and of the people who gave them."""

    signals: int
    people: int

    @property
    def folder(self) -> Path:
        """Where the Parquet files and the workspaces of this size lie."""
        return DATA / f"{self.signals}-{self.people}"

    @property
    def text(self) -> str:
        """The size in words, such as ``10 M signals``."""
        millions = self.signals / 1e6
        return f"{millions:.2g} M signals of {self.people / 1e6:.2g} M people"
