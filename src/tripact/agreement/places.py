"""Where each clause of an agreement stands: file and line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

Path = tuple[str | int, ...]
"""The way to a clause: keys and list positions from the top of the agreement."""


class Place(NamedTuple):
    """A line of a file."""

    file: str
    line: int

    def __str__(self) -> str:
        """The place as editors and terminals understand it."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Places:
    """The places of every key and list item that the files hold."""

    known: Mapping[Path, Place] = field(default_factory=dict)

    def of(self, *path: str | int) -> str:
        """Return ``file:line`` of a clause, or of the nearest one above it."""
        return str(self.at(path))

    def at(self, path: Path) -> Place:
        """Return the place of a clause, or of the nearest one above it."""
        while path and path not in self.known:
            path = path[:-1]
        return self.known.get(path, Place("", 1))

    def follow(self, path: Path) -> Path:
        """Return the part of ``path`` that stands in a file; steps that no file has are left out."""
        known: Path = ()
        for step in path:
            known = (*known, step) if (*known, step) in self.known else known
        return known
