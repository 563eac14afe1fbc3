"""The examples' agreements and mappings on the real records, through the command line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import done

EXAMPLES = Path(__file__).parents[2] / "examples"


class Records:
    """A workspace with one set of real records."""

    def __init__(self, name: str, shared: Path, folder: Path) -> None:
        data = shared / "data" / name
        if not data.is_dir():
            pytest.skip(f"no {data}")
        self.workspace = folder / "W"
        done("init", self.workspace, "--agreement", EXAMPLES / name / "agreement.yaml")
        mapping = EXAMPLES / name / "mapping.yaml"
        self.counts = done("-w", self.workspace, "import", mapping, "--data", data, "--json").json

    def onboarding(self, *options: str) -> Any:
        """The report on milestones as JSON."""
        return done("-w", self.workspace, "report", "onboarding", *options, "--json").json

    def funnel(self, *options: str) -> Any:
        """The report as JSON."""
        return done("-w", self.workspace, "report", "funnel", *options, "--json").json


def steps_of(report: Any, stage: str) -> dict[str | None, Any]:
    """The step from a stage: of everybody under ``all``, else of each group."""
    found = [step for step in report["steps"] if step["from"] == stage]
    return {_name(step.get("group")): step for step in found}


def notes_of(report: Any) -> dict[str, Any]:
    """The notes by rule."""
    return {note["rule"]: note for note in report["notes"]}


@contextmanager
def ledger(records: Records) -> Iterator[Any]:
    """The workspace's copy, for a query of ones own."""
    import duckdb

    with duckdb.connect(str(records.workspace / "copy.duckdb")) as connection:
        yield connection


def _name(group: dict[str, str | None] | None) -> str | None:
    return next(iter(group.values())) if group else "all"
