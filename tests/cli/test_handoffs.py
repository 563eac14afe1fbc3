"""The commands on handoffs and customers: report handoffs, explain handoff, report onboarding, report feedback."""

from __future__ import annotations

import csv
import io

import pytest

from tests.cli.calling import call, done
from tripact.cli.handoff_explaining import split_handoff

AGREEMENT = """apiVersion: tripact/v1
kind: Agreement
name: desk
title: A desk
version: 2
effective: 2025-01-01
zone: Europe/Bratislava
parties: {marketing: {}, sdr: {}}
calendars:
  office: {zone: Europe/Bratislava, open: {mon-fri: "09:00-17:00"}}
attributes: {source: {}, role: {}}
stages:
  lead: {leave: {to: [mql]}}
  mql: {leave: {to: [won]}}
  won: {kind: won}
commitments:
  first_value: {starts: stage won, stops: milestone first_value, within: 30 days}
  whole_package: {starts: stage mql, stops: completed pack, within: 3 days}
milestones: [first_value]
handoffs:
  pack:
    from: marketing
    to: sdr
    when: stage mql
    requires: [source, role]
    within: 1 elapsed hour
    accept: 1 business day
    returns: [timing]
    feed: [immediate, daily]
  to_success:
    from: sdr
    to: marketing
    when: stage won
    requires: [source]
reporting: {dimensions: [source]}
"""
MAPPING = """apiVersion: tripact/v1
kind: Mapping
name: desk
source: crm
zone: Europe/Bratislava
tables:
  - file: moves.csv
    person: "{id}"
    occurred_at: {column: when, format: "%Y-%m-%dT%H:%M"}
    facts:
      - {kind: move, id: "{id}/{stage}/{when}", set: {stage: "{stage}"}}
      - {kind: attribute, id: "of/{id}/{when}", each: {source: source}}
  - file: handoffs.csv
    person: "{id}"
    actor: "{by}"
    occurred_at: {column: when, format: "%Y-%m-%dT%H:%M"}
    facts:
      - kind: handoff
        id: "{id}/{action}/{when}"
        set: {handoff: pack, action: "{action}", reason: "{reason}", receiver: sam, complete: "{complete}"}
"""
MOVES = """id,stage,when,source
p:1,mql,2025-03-14T09:00,web
p2,mql,2025-03-14T09:00,web
p3,mql,2025-03-14T09:00,
p:1,won,2025-04-01T09:00,web
"""
HANDOFFS = """id,action,when,reason,complete,by
p:1,sent,2025-03-14T09:10,,1,mia
p:1,returned,2025-03-14T10:00,weather,,sam
p:1,sent,2025-03-14T11:00,,,mia
p:1,accepted,2025-03-14T12:00,,,sam
p2,sent,2025-03-14T09:20,,0.5,mia
"""
NOW = "2025-03-15T12:00"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("handoffs")
    files = {"agreement.yaml": AGREEMENT, "mapping.yaml": MAPPING, "moves.csv": MOVES, "handoffs.csv": HANDOFFS}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    done("init", folder / "W", "--agreement", folder / "agreement.yaml")
    counts = done("-w", folder / "W", "import", folder / "mapping.yaml", "--json").json
    assert counts["rejected"] == 0
    return folder / "W"


def test_the_report_counts_rounds_by_how_they_stand(desk):
    report = done("-w", desk, "report", "handoffs", "--as-of", NOW, "--json").json
    row = report["rows"][0]
    names = ("n", "due", "missing", "void", "sent", "open", "accepted", "returned", "resent", "unsent")
    assert [row[name] for name in names] == [4, 0, 1, 0, 3, 1, 1, 1, 1, 0]
    assert (row["acceptance"], row["acceptance_numerator"], row["acceptance_denominator"]) == (0.5, 1, 2)
    assert row["reasons"] == [{"reason": "weather", "known": False, "n": 1}]
    assert (row["completeness"], row["complete"], row["overclaimed"]) == (0.5, 0, 1)
    assert row["lacking"][0] == {"field": "role", "missing": 3, "n": 3}
    assert row["median_seconds"] == 170 * 60  # from the first sending, the return included
    assert {note["rule"] for note in report["notes"]} == {"handoff_reason", "handoff_overclaimed", "handoff_never"}


def test_csv_table_and_page_say_the_same(desk, tmp_path):
    rows = list(csv.DictReader(io.StringIO(done("-w", desk, "report", "handoffs", "--as-of", NOW, "--csv").out)))
    assert (rows[0]["handoff"], rows[0]["accepted"], rows[0]["lacking"]) == ("pack", "1", "role: 3")
    table = done("-w", desk, "report", "handoffs", "--as-of", NOW).out
    assert "pack came back 1 times: weather 1." in table and "50.0%" in table
    for language in ("en", "sk"):
        page = tmp_path / f"{language}.html"
        done("-w", desk, "report", "handoffs", "--as-of", NOW, "--html", page, "--language", language)
        assert "<svg" in page.read_text(encoding="utf-8") and "weather" in page.read_text(encoding="utf-8")


def test_a_period_holds_what_was_sent_in_it(desk):
    rows = done("-w", desk, "report", "handoffs", "--from", "2025-03-15", "--as-of", NOW, "--json").json["rows"]
    assert rows[0]["n"] == 0


def test_the_feed_of_a_day_and_its_digests(desk):
    feed = done("-w", desk, "report", "handoffs", "--feed", "--day", "2025-03-14", "--json").json["feed"]
    assert [each["id"] for each in feed["immediate"]] == ["pack:p:1:1", "pack:p2:1", "pack:p:1:2"]
    (digest,) = feed["digests"]
    assert (digest["to"], digest["receiver"], digest["n"], digest["open"]) == ("sdr", "sam", 3, 1)
    said = done("-w", desk, "report", "handoffs", "--feed", "--day", "2025-03-14").out
    assert "Digest for sdr sam: pack 3; 1 not answered." in said
    nothing = done("-w", desk, "report", "handoffs", "--feed", "--day", "2025-03-16").out
    assert "Nothing was due or handed over." in nothing
    assert call("-w", desk, "report", "handoffs", "--day", "2025-03-14").code == 2


def test_a_handoff_is_explained_with_its_rounds_fields_and_clocks(desk):
    told = done("-w", desk, "explain", "handoff", "pack:p:1:2", "--as-of", NOW, "--json").json
    assert (told["state"], told["round"], told["sender"], told["receiver"]) == ("accepted", 2, "mia", "sam")
    assert [each["id"] for each in told["rounds"]] == ["pack:p:1:1", "pack:p:1:2"]
    assert [(each["field"], each["known"]) for each in told["fields"]] == [("source", True), ("role", False)]
    assert told["clocks"]["accepted"]["state"] == "met" and told["clocks"]["accepted"]["commitment"] == "pack_accepted"
    assert told["clocks"]["whole_package"]["state"] == "running"
    said = done("-w", desk, "explain", "handoff", "pack:p:1:1", "--as-of", NOW).out
    assert "pack:p:1:1: resent" in said and "the agreement does not list this reason" in said
    assert "1 of 2 required fields were known when it was sent, 50.0%; its sender said 100%" in said
    assert "Clock:   p:1/pack_sent/1 (sent): met" in said


def test_all_handoffs_of_a_subject_are_listed(desk):
    rows = done("-w", desk, "explain", "handoff", "p:1", "--as-of", NOW, "--json").json["handoffs"]
    assert [(row["id"], row["state"]) for row in rows] == [("pack:p:1:1", "resent"), ("pack:p:1:2", "accepted")]
    assert "pack:p3:1" in done("-w", desk, "explain", "handoff", "p3", "--as-of", NOW).out


@pytest.mark.parametrize("wrong", ["pack:p:1:9", "nobody", "pack:nobody:1"])
def test_an_unknown_handoff_is_said_to_be_missing(desk, wrong):
    called = call("-w", desk, "explain", "handoff", wrong)
    assert called.code == 1 and "Traceback" not in called.err and "report clocks" not in called.err
    assert wrong == "pack:p:1:9" or "tripact report handoffs --feed" in called.err


def test_ids_are_split_from_both_ends():
    assert split_handoff("pack:a:b:2", ("pack",)) == ("a:b", ("pack", 2))
    assert split_handoff("a:b", ("pack",)) == ("a:b", None)
    assert split_handoff("p1", ("pack",)) == ("p1", None)


def test_the_clocks_of_handoffs_stand_among_the_others(desk):
    rows = {
        row["commitment"]: row for row in done("-w", desk, "report", "clocks", "--as-of", NOW, "--json").json["rows"]
    }
    assert (rows["pack_sent"]["met"], rows["pack_sent"]["breached_open"], rows["pack_accepted"]["n"]) == (2, 1, 3)
    due = done("-w", desk, "due", "--as-of", NOW, "--json").json["rows"]
    open_packages = {f"{person}/whole_package/1" for person in ("p:1", "p2", "p3")}
    assert {row["id"] for row in due} == {"p3/pack_sent/1", "p2/pack_accepted/1", *open_packages}
    said = done("-w", desk, "explain", "clock", "p3/pack_sent/1", "--as-of", NOW).out
    assert "by stage mql" in said and "agreement.yaml:" in said


def test_customers_by_what_let_them_in(desk):
    report = done("-w", desk, "report", "feedback", "--json").json
    whole, *groups = report["rows"]
    assert (whole["by"], whole["n"], whole["churned"], whole["few"]) == (None, 1, 0, True)
    assert [(row["by"], row["group"]) for row in groups] == [
        ("version", "2"), ("source", "web"), ("fit", None), ("package", "none sent"),
    ]  # fmt: skip
    assert whole["idle_of"] == 0 and whole["idle_rate"] is None  # no use is recorded of anybody
    assert "web" in done("-w", desk, "report", "feedback").out
    assert done("-w", desk, "report", "feedback", "--csv").out.count("\r\n") == 6


@pytest.mark.parametrize(("report", "english", "slovak"), [
    ("feedback", "1 customer: too few to be judged.", "1 zákazník: na úsudok je to málo."),
    ("pql", "The agreement judges no accounts by their use.", "Dohoda neposudzuje firmy podľa používania."),
])  # fmt: skip
def test_pages_of_customers_and_accounts(desk, tmp_path, report, english, slovak):
    page = tmp_path / "page.html"
    assert done("-w", desk, "report", report, "--html", page).out == ""
    assert english in page.read_text(encoding="utf-8")
    assert done("-w", desk, "report", report, "--html", page, "--language", "sk", "--json").json["report"] == report
    assert slovak in page.read_text(encoding="utf-8")
    assert call("-w", desk, "report", report, "--html", page, "--language", "de").code == 2


def test_onboarding_through_the_command_line(desk, tmp_path):
    report = done("-w", desk, "report", "onboarding", "--as-of", "2025-06-01", "--json").json
    assert [(row["milestone"], row["n"], row["late"]) for row in report["rows"]] == [("first_value", 1, 1)]
    assert report["time_to_value"][0]["days"] == 30
    assert "first_value" in done("-w", desk, "report", "onboarding", "--as-of", "2025-06-01").out
    assert "first_value" in done("-w", desk, "report", "onboarding", "--csv").out
    page = tmp_path / "page.html"
    done("-w", desk, "report", "onboarding", "--html", page, "--language", "sk")
    assert "Čas do prínosu" in page.read_text(encoding="utf-8")
