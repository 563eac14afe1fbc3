"""The command sweep, and the ladder in due and explain clock."""

from __future__ import annotations

import json
import signal
import subprocess
from pathlib import Path

import pytest

from tests.cli.calling import call, done, started
from tripact.worktime.clock import system_now
from tripact.worktime.instant import HOUR, show

AGREEMENT = """apiVersion: tripact/v1
kind: Agreement
name: desk
title: A desk
version: 2
effective: 2025-01-01
zone: UTC
parties: {sales: {manager: boss}}
stages: {lead: {}, mql: {}, sal: {}}
commitments:
  answer:
    owner: sales
    starts: stage mql
    stops: stage sal
    within: 1 elapsed hours
    warn: [50%]
    escalate: [{at: 100%, notify: boss}, {at: 200%, notify: boss, reassign: true}]
"""
MAPPING = """apiVersion: tripact/v1
kind: Mapping
name: moves
source: crm
zone: UTC
tables:
  - file: moves.csv
    person: "{id}"
    occurred_at: {column: when, format: "%Y-%m-%dT%H:%M:%S"}
    facts:
      - {kind: move, id: "{id}/{stage}", set: {stage: "{stage}"}}
"""


def stamp(instant: int) -> str:
    return show(instant, "UTC")[:19]


def workspace(folder: Path, *moves: tuple[str, str, int]) -> Path:
    lines = ["id,stage,when", *(f"{who},{stage},{stamp(ts)}" for who, stage, ts in moves)]
    files = {"agreement.yaml": AGREEMENT, "mapping.yaml": MAPPING, "moves.csv": "\n".join(lines) + "\n"}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    done("init", folder / "W", "--agreement", folder / "agreement.yaml")
    done("-w", folder / "W", "import", folder / "mapping.yaml", "--json")
    return folder / "W"


@pytest.fixture
def open_clock(tmp_path: Path) -> Path:
    """A clock that started 75 minutes ago."""
    return workspace(tmp_path, ("p1", "mql", system_now() - 5 * HOUR // 4))


def test_the_first_sweep_tells_nobody_of_the_past_and_says_what_is_next(open_clock: Path) -> None:
    document = done("-w", open_clock, "sweep", "--json").json
    assert [(each["clock"], each["level"], each["kind"], each["told"]) for each in document["fired"]] == [
        ("p1/answer/1", 0.5, "warn", []), ("p1/answer/1", 1.0, "escalate", [])
    ]  # fmt: skip
    assert (document["sent"], document["next"]["level"], document["next"]["told"]) == (0, 2.0, ["boss"])
    assert not (open_clock / "notifications.jsonl").exists()
    assert done("-w", open_clock, "sweep", "--json").json["fired"] == []
    assert "Nothing fired" in done("-w", open_clock, "sweep").out


def test_who_asks_to_be_told_of_the_past_is_told_in_the_file(open_clock: Path) -> None:
    said = done("-w", open_clock, "sweep", "--since", "2025-01-01")
    assert "100% escalate boss" in said.out and "2 notifications" in said.err
    lines = (open_clock / "notifications.jsonl").read_text(encoding="utf-8").splitlines()
    told = [json.loads(line) for line in lines]
    assert {(each["to"], each["person"], each["level"]) for each in told} == {("sales", "p1", 0.5), ("boss", "p1", 1.0)}
    assert len({each["key"] for each in told}) == len(told) == 2


def test_due_and_explain_clock_show_the_ladder(open_clock: Path) -> None:
    (row,) = done("-w", open_clock, "due", "--json").json["rows"]
    assert (row["next_level"]["level"], row["next_level"]["told"], row["next_level"]["reassign"]) == (
        2.0,
        ["boss"],
        True,
    )
    assert "200% escalate boss, reassign" in done("-w", open_clock, "due").out
    done("-w", open_clock, "sweep")
    ladder = done("-w", open_clock, "explain", "clock", "p1/answer/1", "--json").json["ladder"]
    assert [(each["level"], each["state"], each["fired_at"] is not None) for each in ladder] == [
        (0.5, "reached", True), (1.0, "reached", True), (2.0, "ahead", False)
    ]  # fmt: skip
    text = done("-w", open_clock, "explain", "clock", "p1/answer/1").out
    assert "Ladder:  50% warn sales" in text and ": fired " in text and ": ahead" in text


def test_a_sweep_of_an_earlier_moment_fires_what_was_due_by_then(open_clock: Path) -> None:
    earlier = show(system_now() - HOUR // 2, "UTC")
    document = done("-w", open_clock, "sweep", "--as-of", earlier, "--json").json
    assert [each["level"] for each in document["fired"]] == [0.5]


def test_a_sweep_of_the_future_and_one_that_watches_the_past_are_refused(open_clock: Path) -> None:
    assert call("-w", open_clock, "sweep", "--as-of", "2199-01-01").code == 2
    assert call("-w", open_clock, "sweep", "--as-of", "2025-01-01", "--watch").code == 2


def test_watching_fires_within_seconds_of_the_due_moment(tmp_path: Path) -> None:
    # half of the hour is over in ten seconds
    start = system_now() - HOUR // 2 + 10_000
    place = workspace(tmp_path, ("p1", "mql", start))
    due = start // 1000 * 1000 + HOUR // 2
    with started("-w", place, "sweep", "--watch", "--json", stdout=subprocess.PIPE) as watcher:
        assert watcher.stdout is not None
        (fired,) = json.loads(watcher.stdout.readline())["fired"]
        late = system_now() - due
        watcher.send_signal(signal.SIGINT)
        assert watcher.wait(60) == 130
    assert (fired["level"], fired["kind"]) == (0.5, "warn")
    assert 0 <= late < 30_000


def test_an_agreement_without_ladders_fires_nothing(work: Path) -> None:
    document = done("-w", work, "sweep", "--json").json
    assert (document["fired"], document["next"], document["sent"]) == ([], None, 0)
