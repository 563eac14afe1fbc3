"""Runs case files that a test writes, beside an agreement of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.cli.calling import Called, call

Test = Callable[[str], Called]


def running(folder: Path, agreement: str) -> Test:
    """Return what runs the cases of a text beside ``small.yaml``."""
    (folder / "small.yaml").write_text(agreement, encoding="utf-8")

    def run(text: str) -> Called:
        file = folder / "cases.yaml"
        file.write_text(text, encoding="utf-8")
        return call("test", file)

    return run
