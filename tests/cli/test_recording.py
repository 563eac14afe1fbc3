"""`tripact record`: one statement, or many lines of them."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import Called, call, done

LEAD = {"person": "p1", "stage": "lead"}


def record(work: Path, kind: str, statement: object) -> Called:
    return call("-w", work, "record", kind, "--json", json.dumps(statement))


def test_what_is_recorded_is_printed_and_counts_at_once(work: Path) -> None:
    called = record(work, "move", {"person": "p9", "stage": "lead", "occurred_at": "2026-03-02T10:00", "id": "m-1"})
    assert called.code == 0 and "Recorded: move." in called.err
    assert called.json["recorded"] == {
        "id": "m-1",
        "kind": "move",
        "person": "p9",
        "occurred_at": "2026-03-02T10:00:00+01:00",
        "precision": "instant",
        "stage": "lead",
    }
    path = done("-w", work, "explain", "person", "p9", "--json").json["path"]
    assert [each["stage"] for each in path] == ["lead"]
    again = {"person": "p9", "stage": "lead", "occurred_at": "2026-03-02T10:00", "id": "m-1"}
    assert "known" in record(work, "move", again).json


def test_a_refusal_ends_with_3_and_tells_every_reason(work: Path) -> None:
    called = record(work, "move", {"person": "p9", "stage": "won", "occurred_at": "2026-03-02T10:00"})
    assert called.code == 3
    (refusal,) = called.json["refused"]
    assert (refusal["rule"], refusal["field"]) == ("allowed-move", "stage")
    assert "does not begin in 'won' but in 'lead' or 'mql'" in refusal["message"]
    assert "Traceback" not in called.err and "allowed-move" in called.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("move",), "Give one statement"),
        (("move", "-", "--json", "{}"), "Give one statement"),
        (("move", "--json", "{"), "is no JSON"),
        (("decision", "--json", "{}"), "cannot be recorded"),
        (("moove", "--json", "{}"), "cannot be recorded"),
    ],
)
def test_wrong_usage_ends_with_2(work: Path, arguments: tuple[str, ...], said: str) -> None:
    called = call("-w", work, "record", *arguments)
    assert called.code == 2 and said in called.err


def test_good_lines_are_recorded_and_the_others_kept_with_their_reasons(work: Path, tmp_path: Path) -> None:
    lines: list[Any] = [
        json.dumps({"person": "p9", "channel": "call", "id": "a-1"}),
        "",
        "{no json",
        json.dumps({"person": "p9", "channel": "call", "id": "a-1"}),
        json.dumps({"channel": "call", "outcome": 1}),
        json.dumps([1]),
    ]
    file = tmp_path / "calls.jsonl"
    file.write_bytes("\n".join(lines).encode() + b"\n\xff\xfe\n")
    called = done("-w", work, "record", "attempt", file)
    assert {name: called.json[name] for name in ("read", "recorded", "known", "refused")} == {
        "read": 6,
        "recorded": 1,
        "known": 1,
        "refused": 4,
    }
    kept = [json.loads(line) for line in Path(called.json["rejects_file"]).read_text(encoding="utf-8").splitlines()]
    assert [(each["line"], each["refused"][0]["rule"]) for each in kept] == [
        (3, "form"),
        (5, "missing"),
        (6, "form"),
        (7, "form"),
    ]
    assert json.loads(kept[1]["statement"]) == {"channel": "call", "outcome": 1}


def test_standard_input_is_read(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = json.dumps({"person": "p9", "channel": "call"}).encode()

    class Piped(io.StringIO):
        buffer = io.BytesIO(text)

    monkeypatch.setattr("tests.cli.calling.io.StringIO", Piped)
    assert done("-w", work, "record", "attempt", "-").json["recorded"] == 1


def test_a_missing_file_is_said_plainly(work: Path) -> None:
    called = call("-w", work, "record", "attempt", "nowhere.jsonl")
    assert called.code == 75 and "nowhere.jsonl" in called.err


def test_the_explanation_ends_with_what_the_agreement_asks(work: Path) -> None:
    assert done("-w", work, "explain", "person", "p1", "--json").json["qualification"] == {
        "frameworks": [],
        "definitions": [],
    }
