"""`tripact record`: one statement, or many lines of them."""

from __future__ import annotations

import io
import json
import sqlite3
from contextlib import closing
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


def test_dates_are_printed_as_dates(work: Path) -> None:
    called = record(work, "deal", {"deal": "d1", "close_date": "2026-06-30", "amount": "24000"})
    assert called.json["recorded"]["close_date"].startswith("2026-06-30T00:00:00")


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
    called = call("-w", work, "record", "attempt", file)
    assert called.code == 3
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


def test_a_line_that_says_a_name_twice_or_a_year_that_cannot_be_keeps_no_other_out(work: Path, tmp_path: Path) -> None:
    file = tmp_path / "mixed.jsonl"
    lines = [
        '{"kind": "attribute", "person": "p9", "name": "source", "value": "fair", "name": "channel"}',
        '{"kind": "attribute", "person": "p9", "name": "source", "value": "fair", "occurred_at": "0001-01-01"}',
        '{"kind": "deal", "deal": "d9", "close_date": "0001-01-01"}',
        '{"kind": "attribute", "person": "p9", "name": "source", "value": "fair"}',
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    called = call("-w", work, "record", "mixed", file)
    assert (called.code, called.json["recorded"], called.json["refused"]) == (3, 1, 3)
    kept = [json.loads(line) for line in Path(called.json["rejects_file"]).read_text(encoding="utf-8").splitlines()]
    assert "The name 'name' stands twice." in kept[0]["refused"][0]["message"]
    assert all("names the year 0001" in each["refused"][0]["message"] for each in kept[1:])
    twice = call("-w", work, "record", "attempt", "--json", '{"person": "p9", "person": "p8", "channel": "call"}')
    assert twice.code == 2 and "The name 'person' stands twice." in twice.err


def test_standard_input_is_read(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = json.dumps({"person": "p9", "channel": "call"}).encode()

    class Piped(io.StringIO):
        buffer = io.BytesIO(text)

    monkeypatch.setattr("tests.cli.calling.io.StringIO", Piped)
    assert done("-w", work, "record", "attempt", "-").json["recorded"] == 1


def test_a_missing_file_is_said_plainly(work: Path) -> None:
    called = call("-w", work, "record", "attempt", "nowhere.jsonl")
    assert called.code == 2 and "nowhere.jsonl" in called.err


def test_the_explanation_ends_with_what_the_agreement_asks(work: Path) -> None:
    assert done("-w", work, "explain", "person", "p1", "--json").json["qualification"] == {
        "frameworks": [],
        "definitions": [],
    }


def test_lines_of_mixed_kinds_are_judged_in_their_order(work: Path, tmp_path: Path) -> None:
    lines: list[Any] = [
        {"kind": "move", "person": "p8", "stage": "lead"},
        {"kind": "move", "person": "p8", "stage": "won"},
        {"kind": "consent", "person": "p8", "state": "given"},
        {"kind": "moove", "person": "p8", "stage": "lead"},
        {"person": "p8", "stage": "lead"},
        {"kind": ["move"], "person": "p8", "stage": "lead"},
        {"kind": "move", "person": "p8", "stage": "nurture"},
        {"kind": "move", "person": "p9", "stage": "lead"},
    ]
    file = tmp_path / "day.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    called = call("-w", work, "record", "mixed", file)
    assert called.code == 3
    assert (called.json["recorded"], called.json["refused"]) == (4, 4)
    kept = [json.loads(line) for line in Path(called.json["rejects_file"]).read_text(encoding="utf-8").splitlines()]
    assert [(each["line"], each["refused"][0]["rule"]) for each in kept] == [
        (2, "allowed-move"),
        (4, "unknown-kind"),
        (5, "unknown-kind"),
        (6, "unknown-kind"),
    ]
    assert "Did you mean 'move'?" in kept[1]["refused"][0]["message"]


def test_an_error_in_a_file_names_the_first_line_that_was_not_recorded(work: Path, tmp_path: Path) -> None:
    file = tmp_path / "moves.jsonl"
    lines = [{"person": f"n{number}", "channel": "call", "id": str(number)} for number in range(700)]
    file.write_text("\n\n".join(map(json.dumps, lines)), encoding="utf-8")
    with closing(sqlite3.connect(work / "ledger.sqlite")) as ledger:
        full = "when new.source_id = '600' begin select raise(abort, 'full'); end"
        ledger.execute(f"create trigger full before insert on facts {full}")
    called = call("-w", work, "record", "attempt", file)
    assert called.code == 75 and "500 statements read: 500 recorded" in called.err
    assert "the lines from 1,000 on" in called.err
