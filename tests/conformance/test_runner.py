"""The runner: every way of writing a line, bad lines with their number, and the last line with the counts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tripact.worktime.conformance import check, run

OFFICE = {
    "zone": "Europe/Bratislava",
    "weekly": {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
}
NIGHT = {"zone": "Europe/Bratislava", "weekly": {"sat": [["22:00", "06:00"]], "sun": [["00:00", "24:00"]]}}
FRIDAY = {"calendar": OFFICE, "start": "2025-03-14T15:00", "add_seconds": 7200}


@pytest.mark.parametrize(
    "line",
    [
        {**FRIDAY, "due": "2025-03-14T17:00", "breach_after": "2025-03-17T09:00"},
        {**FRIDAY, "due": "2025-03-14T17:00:00+01:00"},
        {**FRIDAY, "breach_after": "2025-03-17T08:00:00Z"},
        {**FRIDAY, "start": "2025-03-14T14:00:00+00:00", "due": "2025-03-14 17:00"},
        {**FRIDAY, "add_seconds": 0.5, "due": "2025-03-14T15:00:00.500"},
        {**FRIDAY, "pauses": [["2025-03-14T16:00", "2025-03-14T16:30"]], "due": "2025-03-17T09:30"},
        {**FRIDAY, "pauses": [["2025-03-14T16:00", None]], "due": None, "breach_after": None},
        {**FRIDAY, "owner": "nobody", "note": "unknown keys are ignored"},
        {"calendar": OFFICE, "start": "2025-03-17T10:00", "sub_seconds": 7200, "due": "2025-03-14T16:00"},
        {"calendar": OFFICE, "start": "2025-03-16T10:00", "sub_seconds": 0, "due": "2025-03-14T17:00"},
        {"calendar": OFFICE, "from": "2025-03-14T16:00", "to": "2025-03-17T10:00", "elapsed_seconds": 7200},
        {"calendar": OFFICE, "from": "2025-03-17T10:00", "to": "2025-03-14T16:00", "elapsed_seconds": -7200},
        {"calendar": OFFICE, "from": "2025-03-14T10:00", "to": "2025-03-14T10:00:00.250", "elapsed_seconds": 0.25},
        {"calendar": NIGHT, "from": "2025-03-29T22:00", "to": "2025-03-31T00:00", "elapsed_seconds": 25 * 3600},
        {"calendar": NIGHT, "start": "2025-10-26T02:30:00+01:00", "add_seconds": 0, "due": "2025-10-26T02:30"},
        {"calendar": {**OFFICE, "closed": ["2025-03-14"]},
         "start": "2025-03-14", "add_seconds": 0, "due": "2025-03-17T09:00"},
        {"calendar": {"zone": "Etc/UTC"}, "start": "2025-03-14T15:00", "add_seconds": 60, "due": None},
        {"calendar": {"zone": "Etc/UTC", "weekly": {}, "special": {"2025-06-02": [["09:00", "24:00"]]}},
         "start": "2025-03-14T15:00", "add_seconds": 3600, "due": "2025-06-02T10:00"},
        {"calendar": {"zone": "Etc/UTC", "weekly": {"mon": [["09:00", "10:00"]]}},
         "start": "2025-03-14T15:00", "sub_seconds": 360_000, "due": "2023-04-17T09:00"},
    ],
)  # fmt: skip
def test_every_way_of_writing_a_line_passes(line: dict[str, Any]) -> None:
    assert check(line) == ()


BAD = [
    ("{", "cannot be read"),
    ("[]", "a line must be an object"),
    ('{"id": "x"}', "calendar must be an object"),
    ({"calendar": {"weekly": {}}}, "zone must be a text"),
    ({"calendar": {"zone": "Mars/North"}}, "no time zone 'Mars/North'"),
    ({"calendar": {**OFFICE, "weekly": {"monday": []}}}, "'monday' is no weekday"),
    ({"calendar": {**OFFICE, "weekly": {"mon": ["09:00-17:00"]}}}, "a span must be a list"),
    ({"calendar": {**OFFICE, "weekly": {"mon": [["9", "17:00"]]}}}, "'9' is not a time of day"),
    ({"calendar": {**OFFICE, "weekly": {"mon": [["24:00", "06:00"]]}}}, "open on their day"),
    ({"calendar": {**OFFICE, "closed": ["2025-02-30"]}}, "'2025-02-30' is not a date"),
    ({**FRIDAY, "start": "Friday", "due": "2025-03-14T17:00"}, "'Friday' is not an ISO 8601 time"),
    ({**FRIDAY, "due": "soon"}, "'soon' is not an ISO 8601 time"),
    ({**FRIDAY, "due": 17}, "a time must be a text"),
    ({"calendar": OFFICE, "start": "2025-03-14T15:00", "due": "2025-03-14T17:00"}, "'add_seconds' is missing"),
    ({**FRIDAY, "elapsed_seconds": 5}, "'from' is missing"),
    ({**FRIDAY, "add_seconds": -5}, "not negative"),
    ({**FRIDAY, "add_seconds": "5"}, "a number of seconds"),
    ({**FRIDAY, "pauses": [["2025-03-14T16:00"]]}, "a pause is a pair"),
    ({**FRIDAY, "pauses": [["2025-03-14T16:00", "2025-03-14T15:00"]]}, "ends before it begins"),
    ({**FRIDAY, "start": "9999-12-31T23:00", "due": "9999-12-31T23:30"}, "cannot be read"),
    ({**FRIDAY, "due": "2025-03-14T17:00:01"}, "expected 2025-03-14T17:00:01, got 2025-03-14T17:00:00+01:00"),
    ({**FRIDAY, "due": None}, "expected nothing, got 2025-03-14T17:00:00+01:00"),
    ({**FRIDAY, "pauses": [["2025-03-14T16:00", None]], "due": "2025-03-14T17:00"}, "got nothing"),
    ({**FRIDAY, "calendar": {"zone": "Etc/UTC"}, "due": "2025-03-14T17:00"}, "never open"),
]


@pytest.mark.parametrize(("line", "words"), BAD, ids=[words for _, words in BAD])
def test_a_bad_line_is_told_with_its_number(line: Any, words: str) -> None:
    text = line if isinstance(line, str) else json.dumps({"id": "x", **line})
    good = json.dumps({**FRIDAY, "due": "2025-03-14T17:00"})
    first, second = run([good, "", text])
    assert first.faults == ()
    assert second.line == 3
    assert words in " ".join(second.faults)


def tripact(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "tripact", *arguments], capture_output=True, text=True, check=False)


def test_the_command(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    right = json.dumps({"id": "right", **FRIDAY, "due": "2025-03-14T17:00"})
    wrong = json.dumps({"id": "wrong", **FRIDAY, "due": "2025-03-14T18:00", "breach_after": "2025-03-14T18:00"})
    file.write_bytes(b"\xef\xbb\xbf" + f"{right}\r\n\n{wrong}\nnonsense\n".encode() + b'{"id": "\xff"}\n')
    done = tripact("conformance", str(file))
    lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert lines[0].startswith("line 3 (wrong): due: expected 2025-03-14T18:00, got 2025-03-14T17:00:00+01:00; breach")
    assert [line.split(":")[0] for line in lines[1:3]] == ["line 4 (?)", "line 5 (?)"]
    assert lines[-1] == "1 passed, 3 failed"
    assert done.stderr == ""
    file.write_text(right, encoding="utf-8")
    assert tripact("conformance", str(file)).stdout == "1 passed, 0 failed\n"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    done = tripact("conformance", str(tmp_path / "none.jsonl"))
    assert done.returncode == 1
    assert "Cannot read" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("key", "meant"), [("Due", "due"), ("breach_afer", "breach_after"), ("elapsed_second", "elapsed_seconds")]
)
def test_a_misspelt_key_is_told_for_it_would_not_be_compared(key: str, meant: str) -> None:
    (outcome,) = run([json.dumps({**FRIDAY, key: "2025-03-14T17:00"})])
    assert outcome.faults and f"'{key}' is no key of a case; did you mean '{meant}'?" in outcome.faults[0]
