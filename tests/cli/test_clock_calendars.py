"""``explain clock`` says whose calendar was counted, which version, and where its holidays come from."""

from __future__ import annotations

import pytest

from tests.cli.calling import done
from tests.cli.test_clocks import AGREEMENT, MAPPING

CALENDARS = """calendars:
  office:
    from 2025-01-01:
      open: {mon-fri: "09:00-17:00"}
      holidays: {country: SK, years: 2025, source: "law 241/1993", closed: [2025-03-18, 2025-04-18]}
  late: {open: {mon-fri: "12:00-20:00"}}
parties: {marketing: {}, sales: {calendar: office}}
whose: {owner: {lara: late}}
"""
PROMISE = """    whose: owner
    handover: switch
    within: 4 business hours"""
MOVES = """id,stage,when,owner
p1,mql,2025-03-17T15:00,
p2,mql,2025-03-17T15:00,lara
p3,mql,2025-03-17T15:00,paul
p4,mql,2025-03-17T15:00,paul
p4,waiting,2025-03-17T16:00,lara
p5,mql,2026-03-17T15:00,
p5,sal,2026-03-17T16:00,
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("calendars")
    before, _, rest = AGREEMENT.partition("calendars:\n")
    agreed = before + CALENDARS + rest.partition("\n")[2]
    agreed = agreed.replace("    calendar: office\n    within: 4 business hours", PROMISE)
    agreed = agreed.replace("    pauses: [{from: stage waiting, until: left waiting}]\n", "")
    mapping = MAPPING + '      - {kind: attribute, id: "o/{id}/{stage}", set: {name: owner, value: "{owner}"}}\n'
    for name, text in {"agreement.yaml": agreed, "mapping.yaml": mapping, "moves.csv": MOVES}.items():
        (folder / name).write_text(text, encoding="utf-8")
    done("init", folder / "W", "--agreement", folder / "agreement.yaml")
    done("-w", folder / "W", "import", folder / "mapping.yaml", "--json")
    return folder / "W"


def explained(served, who, *options):
    return done("-w", served, "explain", "clock", f"{who}/answer/1", "--as-of", "2025-03-20", *options)


def test_the_version_of_the_calendar_and_the_source_of_its_holidays_are_told(served):
    said = explained(served, "p1").out
    assert "calendar 'office' (Europe/Bratislava), that of the team: no owner's calendar was known" in said
    assert "hours in force since 2025-01-01; holidays of SK frozen for 2025 (law 241/1993)" in said
    assert "closed until Wed 09:00" in said


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("p2", "calendar 'late' (Europe/Bratislava), that of the owner lara"),
        ("p3", "calendar 'office' (Europe/Bratislava), that of the team: the agreement gives the owner paul none"),
    ],
)
def test_it_is_told_whose_calendar_was_counted_and_why(served, who, words):
    assert words in explained(served, who).out


def test_a_handover_to_another_calendar_is_told_and_counted_out(served, tmp_path):
    said = explained(served, "p4").out
    assert "from Mon 17 Mar 2025 16:00 on the calendar 'late': the owner is lara" in said
    assert "Mon 15:00–16:00 (1 h)" in said and "Mon 16:00–20:00 (4 h)" in said
    assert "Due:     Mon 17 Mar 2025 19:00" in said
    document = explained(served, "p4", "--picture", tmp_path / "p4.svg", "--json").json
    assert document["counted_on"]["handed"] == [
        {"from": "2025-03-17T16:00:00+01:00", "calendar": "late", "owner": "lara"}
    ]
    assert sum(span["seconds"] for span in document["spans"]) == document["elapsed_seconds"]


def test_a_clock_beyond_the_frozen_years_says_that_its_calendar_is_not_known(served, tmp_path):
    explain = ("-w", served, "explain", "clock", "p5/answer/1", "--as-of", "2026-03-20")
    said = done(*explain, "--picture", tmp_path / "p5.svg").out
    assert "undecidable" in said and "not known for all of that time" in said
    assert done(*explain, "--json").json["elapsed_seconds"] is None
    assert "p5" in done("-w", served, "report", "clocks", "--list", "--as-of", "2026-03-20").out
