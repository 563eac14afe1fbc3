"""A foreign event log with lifecycles and offsets over both changes of the clocks, by mapping and agreement only."""

from __future__ import annotations

import csv
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import done

EXAMPLE = Path(__file__).parents[2] / "examples" / "eventlog"
AS_OF = "2025-10-27T00:00:00+01:00"
HOUR = 3600


class Log:
    """The example imported: what was read, what was rejected, and the clocks by their id."""

    def __init__(self, folder: Path, zone: str = "") -> None:
        shutil.copy(EXAMPLE / "events.csv", folder)
        mapping = (EXAMPLE / "mapping.yaml").read_text(encoding="utf-8")
        (folder / "mapping.yaml").write_text(mapping + zone, encoding="utf-8")
        workspace = folder / "W"
        done("init", workspace, "--agreement", EXAMPLE / "agreement.yaml")
        self.counts = done("-w", workspace, "import", folder / "mapping.yaml", "--json").json
        told = done("-w", workspace, "report", "clocks", "--list", "--as-of", AS_OF, "--json").json
        self.clocks: dict[str, Any] = {row["id"]: row for row in told["rows"]}
        self.rejects = rejects(workspace)

    def verdict(self, identity: str) -> tuple[datetime, float, str]:
        """When the clock was due, the seconds that count, and its state."""
        row = self.clocks[identity]
        return datetime.fromisoformat(row["due_at"]), row["elapsed_seconds"], row["state"]


def rejects(workspace: Path) -> list[dict[str, str]]:
    """The rows of the rejects file."""
    (path,) = (workspace / "rejects").glob("*.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def due(text: str) -> datetime:
    """A moment as it was worked out by hand, with its offset."""
    return datetime.fromisoformat(text)


@pytest.fixture(scope="module")
def log(tmp_path_factory) -> Log:
    return Log(tmp_path_factory.mktemp("eventlog"))


@pytest.mark.parametrize(
    ("identity", "due_at", "seconds", "state"),
    [
        # Open from 22:00 +01:00; two o'clock is three o'clock, so four hours end there. Begun at 04:30 +02:00.
        ("O-1/check_begun/1", "2025-03-30T03:00:00+02:00", 5.5 * HOUR, "met_late"),
        # 00:30 +01:00 to 05:00 +02:00 is three hours and a half; four end at 05:30.
        ("O-2/check_begun/1", "2025-03-30T05:30:00+02:00", 3.5 * HOUR, "met"),
        # Two hours and a half until six, the rest from 22:00 the next night. Begun a minute before that.
        ("O-3/check_begun/1", "2025-03-30T23:30:00+02:00", 2.5 * HOUR, "met"),
        # A quarter of an hour until six, then three quarters: begun at the very end.
        ("O-1/packing_begun/1", "2025-03-30T22:45:00+02:00", 1 * HOUR, "met"),
    ],
)
def test_the_night_that_loses_an_hour(log, identity, due_at, seconds, state):
    assert log.verdict(identity) == (due(due_at), seconds, state)


@pytest.mark.parametrize(
    ("identity", "due_at", "seconds", "state"),
    [
        # 22:00 +02:00 and four hours: the first two o'clock. Begun at 03:00 +01:00, after six.
        ("O-4/check_begun/1", "2025-10-26T02:00:00+02:00", 6 * HOUR, "met_late"),
        # 01:30 +02:00 to the second half past two is two hours.
        ("O-5/check_begun/1", "2025-10-26T04:30:00+01:00", 2 * HOUR, "met"),
        # 02:15 to 02:10, the clock on the wall says; 55 minutes passed.
        ("O-6/check_begun/1", "2025-10-26T05:15:00+01:00", 55 * 60, "met"),
        # A minute until six, then 3:59 of the next night, two hours of which have passed.
        ("O-7/check_begun/1", "2025-10-27T01:59:00+01:00", 2 * HOUR + 60, "running"),
    ],
)
def test_the_night_that_has_an_hour_twice(log, identity, due_at, seconds, state):
    assert log.verdict(identity) == (due(due_at), seconds, state)


def test_what_cannot_be_understood_is_rejected_with_the_reason(log):
    assert (log.counts["read"], log.counts["rejected"]) == (22, 4)
    reasons = {row["row"]: row["reason"] for row in log.rejects}
    assert [number for number, reason in reasons.items() if "no offset" in reason and "zone" in reason] == ["17", "21"]
    assert "SUSPEND" in log.rejects[0]["value"] and "REASSIGN" in log.rejects[3]["value"]


def test_a_local_time_needs_a_zone_and_is_the_first_of_two(tmp_path):
    log = Log(tmp_path, zone="\nzone: Europe/Bratislava\n")
    assert log.counts["rejected"] == 2
    # 02:30 without an offset is the first one, +02:00; 03:30 is +01:00.
    assert log.verdict("O-8/check_begun/1") == (due("2025-10-26T05:30:00+01:00"), 2 * HOUR, "met")
    assert log.verdict("O-5/check_begun/1")[1] == 2 * HOUR
