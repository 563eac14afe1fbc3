"""The commands on clocks: report clocks, due, explain clock."""

from __future__ import annotations

import csv
import io
from xml.etree import ElementTree

import pytest

from tests.cli.calling import call, done
from tests.services import ROOT
from tripact.cli.clock_explaining import split_id
from tripact.cli.clock_words import measured, when

AGREEMENT = """apiVersion: tripact/v1
kind: Agreement
name: desk
title: A desk
version: 2
effective: 2025-01-01
zone: Europe/Bratislava
calendars:
  office: {zone: Europe/Bratislava, open: {mon-fri: "09:00-17:00"}}
attributes: {source: {}, owner: {}}
stages: {lead: {}, mql: {}, waiting: {}, sal: {}}
commitments:
  answer:
    title: First answer
    between: [marketing, sales]
    starts: stage mql
    stops: stage sal
    pauses: [{from: stage waiting, until: left waiting}]
    calendar: office
    within: 4 business hours
targets: {answer: 0.9}
reporting: {dimensions: [source]}
"""
MAPPING = """apiVersion: tripact/v1
kind: Mapping
name: moves
source: crm
zone: Europe/Bratislava
tables:
  - file: moves.csv
    person: "{id}"
    occurred_at: {column: when, format: "%Y-%m-%dT%H:%M"}
    facts:
      - {kind: move, id: "{id}/{stage}/{when}", set: {stage: "{stage}"}}
"""
MOVES = """id,stage,when
p/1,mql,2025-03-14T15:00
p/1,sal,2025-03-17T09:45
p2,mql,2025-03-14T15:00
p2,waiting,2025-03-14T16:00
p2,mql,2025-03-17T10:00
p2,sal,2025-03-17T16:00
p3,mql,2025-03-14T16:30
p4,mql,2025-03-17T15:00
"""
NOW = "2025-03-17T16:00"
ROW = {"id", "subject", "commitment", "pass", "started_at", "due_at", "breach_after", "stopped_at", "elapsed_seconds",
       "state", "unit", "amount_seconds", "preempted", "revised_at", "excused"}  # fmt: skip


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("clocks")
    for name, text in {"agreement.yaml": AGREEMENT, "mapping.yaml": MAPPING, "moves.csv": MOVES}.items():
        (folder / name).write_text(text, encoding="utf-8")
    done("init", folder / "W", "--agreement", folder / "agreement.yaml")
    done("-w", folder / "W", "import", folder / "mapping.yaml", "--json")
    return folder / "W"


def test_the_report_as_json(served):
    report = done("-w", served, "report", "clocks", "--as-of", NOW, "--json").json
    assert report["report"] == "clocks" and report["agreement"] == {"name": "desk", "version": 2}
    (row,) = report["rows"]
    counts = ("n", "met", "met_late", "breached_open", "pending", "cancelled", "undecidable", "excused")
    assert [row[name] for name in counts] == [4, 1, 1, 1, 1, 0, 0, 0]
    assert (row["attainment"], row["unit"]) == (pytest.approx(1 / 3), "business")
    assert report["details"][0]["allowed_breaches"] == pytest.approx(0.3)
    assert set(row) - {"commitment", *counts} == {"attainment", "low", "high", "median_seconds", "p90_seconds", "unit"}


def test_csv_and_table_have_the_same_rows(served):
    told = done("-w", served, "report", "clocks", "--by", "week", "--as-of", NOW, "--csv").out
    rows = list(csv.DictReader(io.StringIO(told)))
    assert [(row["group"], row["n"]) for row in rows] == [("", "4"), ("2025-W11", "0"), ("2025-W12", "4")]
    assert [(row["started"], row["pending"]) for row in rows] == [("4", "1"), ("3", "0"), ("1", "1")]
    told = done("-w", served, "report", "clocks", "--by", "week", "--counted", "start", "--as-of", NOW, "--csv").out
    rows = list(csv.DictReader(io.StringIO(told)))
    assert [(row["group"], row["n"]) for row in rows] == [("", "4"), ("2025-W11", "3"), ("2025-W12", "1")]
    table = done("-w", served, "report", "clocks", "--by", "week", "--as-of", NOW).out
    assert "answer by week" in table and "2025-W12" in table and "33.3%" in table


def test_the_list_has_one_row_for_each_clock(served):
    rows = done("-w", served, "report", "clocks", "--list", "--as-of", NOW, "--json").json["rows"]
    assert all(set(row) == ROW for row in rows)
    assert {row["id"]: row["state"] for row in rows} == {
        "p/1/answer/1": "met", "p2/answer/1": "met_late", "p3/answer/1": "breached_open", "p4/answer/1": "running",
    }  # fmt: skip
    first = next(row for row in rows if row["subject"] == "p/1")
    assert (first["due_at"], first["breach_after"]) == ("2025-03-17T11:00:00+01:00", "2025-03-17T11:00:00+01:00")
    assert (first["elapsed_seconds"], first["amount_seconds"]) == (9900, 14400)
    assert done("-w", served, "report", "clocks", "--list", "--as-of", NOW, "--csv").out.count("\r\n") == 5
    assert (
        len(
            done(
                "-w", served, "report", "clocks", "--list", "--from", "2025-03-17", "--counted", "start", "--json"
            ).json["rows"]
        )
        == 1
    )


def test_what_is_due_next_and_what_is_overdue(served):
    document = done("-w", served, "due", "--as-of", NOW, "--json").json
    assert [(row["subject"], row["overdue"]) for row in document["rows"]] == [("p3", True), ("p4", False)]
    running = document["rows"][1]
    assert (running["due_at"], running["in_seconds"], running["left_seconds"]) == (
        "2025-03-18T11:00:00+01:00", 68_400, 10_800)  # fmt: skip
    said = done("-w", served, "due", "--as-of", NOW).out
    assert "OVERDUE by 3 h 30 min" in said and "in 19 h" in said and "3 h business" in said
    today = done("-w", served, "due", "--as-of", NOW, "--until", "2025-03-17", "--json").json["rows"]
    assert [row["subject"] for row in today] == ["p3"]
    later = done("-w", served, "due", "--as-of", NOW, "--from", "2025-03-18", "--json").json["rows"]
    assert [row["subject"] for row in later] == ["p4"]
    assert "Nothing is due" in done("-w", served, "due", "--as-of", "2025-03-01").out
    assert "Nothing is due" in done("-w", served, "due", "--as-of", NOW, "--owner", "nobody").out
    assert done("-w", served, "due", "--as-of", NOW, "--commitment", "answer", "--json").json == document


def test_a_clock_is_counted_out_over_the_weekend(served):
    said = done("-w", served, "explain", "clock", "p/1/answer/1").out
    assert "First answer within 4 business hours, between marketing and sales" in said
    assert "agreement.yaml:13, desk version 2" in said
    assert "calendar 'office' (Europe/Bratislava)" in said
    assert "Fri 15:00–17:00 (2 h), closed until Mon 09:00\n  Mon 09:00–09:45 (45 min)" in said
    assert "Elapsed: 2 h 45 min of 4 h" in said
    assert "by stage mql (fact 1)" in said and "by stage sal (fact 2)" in said
    assert "Verdict: met, because" in said


def test_pauses_are_told_from_closed_hours(served):
    said = done("-w", served, "explain", "clock", "p2/answer/1").out
    assert "Fri 15:00–16:00 (1 h), paused until Mon 10:00" in said
    trace = done("-w", served, "explain", "clock", "p2/answer/1", "--json").json
    assert [span["seconds"] for span in trace["spans"]] == [3600, 21600]
    assert sum(span["seconds"] for span in trace["spans"]) == trace["elapsed_seconds"]
    held = trace["custody"]
    assert (held["lasted_seconds"], held["human_seconds"], held["customer_seconds"]) == (32400, 25200, 7200)
    assert "Held by: human 7 h, customer 2 h (business time, pauses included)" in said
    assert len(trace["pauses"]) == 1 and trace["promise"]["where"].endswith("agreement.yaml:13")


def test_a_paused_clock_names_what_paused_it_and_whose_share_it_is(served, tmp_path):
    asked = ("-w", served, "explain", "clock", "p2/answer/1", "--as-of", "2025-03-15")
    shown = done(*asked).out
    assert "Paused:  Fri 14 Mar 2025 16:00, still, by stage waiting (fact 4), the customer share" in shown
    assert "since Fri 14 Mar 2025 16:00 by stage waiting (fact 4), the customer share; 3 h are left." in shown
    (pause,) = done(*asked, "--json", "--picture", tmp_path / "c.svg").json["paused_by"]
    assert (pause["moment"], pause["share"], pause["until"]) == ("stage waiting", "customer", None)
    assert "stage waiting Fri 14 Mar 16:00 (customer)" in (tmp_path / "c.svg").read_text(encoding="utf-8")


def test_a_running_clock_says_what_would_stop_it(served):
    said = done("-w", served, "explain", "clock", "p4/answer/1", "--as-of", NOW).out
    assert "Stops:   by stage sal" in said and "3 h are left" in said


def test_a_subject_alone_lists_its_clocks(served):
    assert "p2/answer/1" in done("-w", served, "explain", "clock", "p2").out
    assert [row["pass"] for row in done("-w", served, "explain", "clock", "p/1", "--json").json["clocks"]] == [1]


@pytest.mark.parametrize(
    ("identifier", "words"),
    [("nobody", "No fact speaks"), ("p2/answer/7", "p2/answer/1"), ("p2/else/1", "There is no commitment 'else'")],
)
def test_an_unknown_clock_is_a_message(served, identifier, words):
    unknown = call("-w", served, "explain", "clock", identifier)
    assert (unknown.code, unknown.out) == (1, "") and words in unknown.err


def test_the_picture_is_whole_and_says_what_it_shows(served, tmp_path):
    done("-w", served, "explain", "clock", "p2/answer/1", "--picture", tmp_path / "clock.svg")
    root = ElementTree.parse(tmp_path / "clock.svg").getroot()
    texts = [element.text or "" for element in root.iter() if element.tag.endswith("text")]
    assert {"counted", "closed", "paused"} <= set(texts)
    assert any(text.startswith("due Mon 17 Mar") for text in texts)
    assert "met late" in next(element.text for element in root if element.tag.endswith("desc"))


def test_a_list_of_clocks_has_no_page(served, tmp_path):
    refused = call("-w", served, "report", "clocks", "--list", "--html", tmp_path / "x.html")
    assert refused.code == 2 and "A list of clocks has no page." in refused.err


def test_a_picture_of_another_kind_is_refused(served, tmp_path):
    refused = call("-w", served, "explain", "clock", "p2/answer/1", "--picture", tmp_path / "clock.png")
    assert refused.code == 2 and "'clock.png' is no name for an SVG picture." in refused.err
    assert not (tmp_path / "clock.png").exists()


@pytest.mark.parametrize("language", ["en", "sk"])
def test_the_page_is_written(served, tmp_path, language):
    file = tmp_path / "page.html"
    called = done("-w", served, "report", "clocks", "--by", "source", "--html", file, "--language", language)
    text = file.read_text(encoding="utf-8")
    assert called.out == "" and text.startswith("<!doctype html>")
    assert 'id="hours-answer"' in text and 'id="table-budget"' in text and text.count("<svg") == 4


def test_causes_stand_in_json_csv_table_and_page(served, tmp_path):
    causes = done("-w", served, "report", "clocks", "--as-of", NOW, "--json").json["causes"]
    endings = {cause["value"]: cause["breaches"] for cause in causes if cause["circumstance"] == "ending"}
    assert endings == {"late": 1, "not_yet": 1} and {cause["of_breaches"] for cause in causes} == {2}
    file = tmp_path / "page.html"
    told = done("-w", served, "report", "clocks", "--as-of", NOW, "--csv", "--html", file).out
    assert "top_cause" in told.splitlines()[0] and 'id="causes"' in file.read_text(encoding="utf-8")
    assert "Where breaches come from" in done("-w", served, "report", "clocks", "--as-of", NOW).out


def test_an_agreement_without_clocks_gives_no_rows(work, tmp_path):
    assert done("-w", work, "report", "clocks", "--json").json["rows"] == []
    assert done("-w", work, "report", "clocks", "--list", "--json").json["rows"] == []
    assert done("-w", work, "due", "--json").json["rows"] == []
    done("-w", work, "report", "clocks", "--html", tmp_path / "none.html")


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [(["--by", "moon"], 2, "weekday-hour"), (["--counted", "luck"], 2, "verdict"), (["--json", "--csv"], 2, "Give one"),
     (["--html", "no/such/folder/x.html"], 1, "cannot be written"), (["--language", "xx"], 2, "en or sk")],
)  # fmt: skip
def test_what_cannot_be_reported_is_said(served, options, code, words):
    called = call("-w", served, "report", "clocks", *options)
    assert (called.code, called.out) == (code, "") and words in called.err


def test_words_for_times():
    assert [measured(each) for each in (None, 30, 2700, 104_340)] == ["—", "30 s", "45 min", "28 h 59 min"]
    assert measured(190_800, "elapsed") == "2 d 5 h"
    assert when(1_741_960_800_000, "Europe/Bratislava", dated=False) == "Fri 15:00"
    assert split_id("answer/1", ("answer",)) == ("answer/1", None)


def test_real_incidents(shared, tmp_path):
    example, source = ROOT / "examples" / "bpic2013", shared / "data" / "bpic2013"
    done("init", tmp_path / "W", "--agreement", example / "clocks.yaml")
    done("-w", tmp_path / "W", "import", example / "mapping.yaml", "--data", source, "--json")
    rows = done("-w", tmp_path / "W", "report", "clocks", "--as-of", "2013-01-01", "--json").json["rows"]
    assert [(row["commitment"], row["n"]) for row in rows] == [("acceptance", 10_766), ("resolution", 8_119)]
    parts = ("met", "met_late", "breached_open", "pending", "cancelled", "undecidable")
    assert all(sum(row[part] for part in parts) == row["n"] for row in rows)
    assert (rows[0]["met"], rows[0]["met_late"], rows[0]["breached_open"]) == (7_622, 3_085, 59)


def test_attempts_are_reported_as_table_json_csv_and_page(served, tmp_path):
    document = done("-w", served, "report", "attempts", "--json").json
    assert document["report"] == "attempts" and {"adherence", "completeness", "matrix"} <= set(document["definitions"])
    assert "No commitment asks for attempts" in done("-w", served, "report", "attempts").err or document["rows"]
    assert done("-w", served, "report", "attempts", "--csv").out == ""
    called = done("-w", served, "report", "attempts", "--html", tmp_path / "page.html", "--language", "sk")
    assert called.out == "" and "Report pokusov" in (tmp_path / "page.html").read_text(encoding="utf-8")
