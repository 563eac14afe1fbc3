"""Prohibitions where people look: explain clock, explain person, report clocks."""

from __future__ import annotations

import pytest

from tests.cli.calling import done

FORBIDDING = """apiVersion: tripact/v1
kind: Agreement
name: desk
version: 1
effective: 2025-01-01
zone: Europe/Bratislava
calendars: {office: {zone: Europe/Bratislava, open: {mon-fri: "09:00-17:00"}}}
stages: {lead: {}, nurture: {kind: recycle}}
commitments:
  leave_alone: {starts: opt_out, forbids: [attempt, touch], lifts: consent}
  rest: {starts: stage nurture, forbids: attempt, until: {else: 10 days}}
"""
SAID = """id,kind,what,channel,when
p1,consent,objected,email,2025-03-03T10:00
p1,attempt,,call,2025-03-04T10:00
p1,attempt,,email,2025-03-05T10:00
p2,consent,withdrawn,,2025-03-03T10:00
p2,consent,given,,2025-03-06T10:00
p3,move,nurture,,2025-03-03T10:00
p3,attempt,,call,2025-03-05T11:00
p4,move,nurture,,2025-03-03T10:00
"""
SAYING = """apiVersion: tripact/v1
kind: Mapping
name: said
source: crm
zone: Europe/Bratislava
tables:
  - file: said.csv
    person: "{id}"
    occurred_at: {column: when, format: "%Y-%m-%dT%H:%M"}
    facts:
      - {kind: consent, id: "{id}/c/{when}", where: {kind: consent}, set: {state: "{what}", channel: {column: channel}}}
      - {kind: attempt, id: "{id}/a/{when}", where: {kind: attempt}, set: {channel: "{channel}"}}
      - {kind: move, id: "{id}/m/{when}", where: {kind: move}, set: {stage: "{what}"}}
"""


@pytest.fixture(scope="module")
def forbidden(tmp_path_factory):
    folder = tmp_path_factory.mktemp("forbidden")
    for name, text in {"agreement.yaml": FORBIDDING, "mapping.yaml": SAYING, "said.csv": SAID}.items():
        (folder / name).write_text(text, encoding="utf-8")
    done("init", folder / "W", "--agreement", folder / "agreement.yaml")
    done("-w", folder / "W", "import", folder / "mapping.yaml", "--json")
    return folder / "W"


def test_a_broken_prohibition_is_explained_with_the_facts_that_broke_it(forbidden):
    asked = ("-w", forbidden, "explain", "clock", "p1/leave_alone/1", "--as-of", "2025-03-20")
    said = done(*asked).out
    assert "Started: Mon 3 Mar 2025 10:00 by opt_out (email) (fact 1)" in said
    assert "Ends:    when lifted by consent" in said
    assert "Broken:  Wed 5 Mar 2025 10:00 attempt (email) (fact 3)" in said and "(fact 2)" not in said
    document = done(*asked, "--json").json
    assert document["state"] == "violated" and document["started_by"]["fact"] == 1
    assert [(each["fact"], each["channel"]) for each in document["violations"]] == [(3, "email")]


def test_a_rest_says_until_when_it_forbids(forbidden):
    said = done("-w", forbidden, "explain", "clock", "p3/rest/1", "--as-of", "2025-03-20").out
    assert "Ends:    Fri 14 Mar 2025 00:00, the rest" in said
    assert "Broken:  Wed 5 Mar 2025 11:00 attempt (call)" in said


def test_a_lifted_prohibition_says_what_lifted_it(forbidden):
    said = done("-w", forbidden, "explain", "clock", "p2/leave_alone/1", "--as-of", "2025-03-20").out
    assert "Ends:    lifted Thu 6 Mar 2025 10:00 by consent (fact 5)" in said
    found = done("-w", forbidden, "explain", "clock", "p2", "--json", "--as-of", "2025-03-20").json
    assert [each["state"] for each in found["prohibitions"]] == ["lifted"]


def test_an_explanation_of_a_person_lists_the_prohibitions_that_were_broken(forbidden):
    asked = ("-w", forbidden, "explain", "person")
    assert "Broken: p1/leave_alone/1" in done(*asked, "p1", "--as-of", "2025-03-20").out
    for subject, count in (("p1", 1), ("p2", 0)):
        document = done(*asked, subject, "--as-of", "2025-03-20", "--json").json
        assert len(document["broken_prohibitions"]) == count


@pytest.mark.parametrize(
    ("period", "leave_alone", "rest"),
    [((), (2, 1, 1, 0, 1), (2, 1, 1, 0, 1)), (("--to", "2025-03-05"), (1, 0, 1, 0, 1), (1, 0, 1, 0, 1))],
)
def test_the_report_counts_prohibitions_kept_and_broken(forbidden, period, leave_alone, rest):
    document = done("-w", forbidden, "report", "clocks", "--as-of", "2025-03-20", *period, "--json").json
    counts = ("runs", "kept", "broken", "running", "violations")
    assert [tuple(row[name] for name in counts) for row in document["prohibitions"]] == [leave_alone, rest]
    assert document["rows"] == []


@pytest.mark.parametrize("language", ["en", "sk"])
def test_prohibitions_stand_in_table_and_page(forbidden, tmp_path, language):
    page = tmp_path / "page.html"
    asked = ("-w", forbidden, "report", "clocks", "--as-of", "2025-03-20", "--table")
    assert "leave_alone" in done(*asked, "--html", page, "--language", language).out
    assert 'id="table-prohibitions"' in page.read_text(encoding="utf-8")
