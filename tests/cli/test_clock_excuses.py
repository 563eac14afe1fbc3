"""What was said of an excuse is told: by ``explain clock``, in the list of clocks, and as a note of the report."""

from __future__ import annotations

import json

import pytest

from tests.cli.calling import call, done
from tests.cli.test_clocks import AGREEMENT, MAPPING, MOVES

CLAIM = {"action": "claimed", "reason": "outage", "actor": "eva", "evidence": "mail", "occurred_at": "2025-03-18T09:00"}
DECISION = {"action": "approved", "reason": "outage", "approver": "boss", "occurred_at": "2025-03-18T10:00"}
LATER = "2025-03-19"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("excuses")
    for name, text in {"agreement.yaml": AGREEMENT, "mapping.yaml": MAPPING, "moves.csv": MOVES}.items():
        (folder / name).write_text(text, encoding="utf-8")
    done("init", folder / "W", "--agreement", folder / "agreement.yaml")
    done("-w", folder / "W", "import", folder / "mapping.yaml", "--json")
    for said in ({"person": "p2", **CLAIM}, {"person": "p2", **DECISION}, {"person": "p3", **CLAIM}):
        done("-w", folder / "W", "record", "excuse", "--json", json.dumps({"commitment": "answer", **said}))
    return folder / "W"


def test_the_explanation_tells_claim_and_decision_and_that_the_breach_stays_one(served):
    said = done("-w", served, "explain", "clock", "p2/answer/1", "--as-of", LATER).out
    assert "Excuse:  claimed Tue 18 Mar 2025 09:00 by eva" in said and ": outage; evidence is kept with it" in said
    assert "         approved Tue 18 Mar 2025 10:00 by boss" in said
    assert "it stays a breach. 'report clocks' gives the attainment with it, and beside it without." in said


def test_the_explanation_as_json_has_every_word_of_the_excuse(served):
    trace = done("-w", served, "explain", "clock", "p2/answer/1", "--as-of", LATER, "--json").json
    claim, decision = trace["excuses"]
    assert (trace["state"], trace["excused"]) == ("met_late", "approved")
    assert {key: claim[key] for key in ("action", "actor", "approver", "reason", "evidenced", "counts")} == {
        "action": "claimed", "actor": "eva", "approver": None, "reason": "outage", "evidenced": True, "counts": True,
    }  # fmt: skip
    assert (decision["action"], decision["approver"], decision["at"]) == (
        "approved",
        "boss",
        "2025-03-18T10:00:00+01:00",
    )


def test_a_claim_without_a_decision_waits(served):
    said = done("-w", served, "explain", "clock", "p3/answer/1", "--as-of", LATER).out
    assert "nobody has decided yet: it counts as any breach." in said


def test_the_list_says_what_became_of_an_excuse(served):
    listed = done("-w", served, "report", "clocks", "--list", "--as-of", LATER, "--json").json["rows"]
    assert {row["id"]: row["excused"] for row in listed} == {
        "p/1/answer/1": None, "p2/answer/1": "approved", "p3/answer/1": "claimed", "p4/answer/1": None,
    }  # fmt: skip
    table = done("-w", served, "report", "clocks", "--list", "--as-of", LATER).out
    assert "met late, excused" in table and "breached open, excuse claimed" in table


def test_before_the_claim_nothing_is_said(served):
    listed = done("-w", served, "report", "clocks", "--list", "--as-of", "2025-03-18T08:00", "--json").json["rows"]
    assert {row["excused"] for row in listed} == {None}


def test_the_report_notes_what_waits_and_names_it(served):
    notes = done("-w", served, "report", "clocks", "--as-of", LATER, "--json").json["notes"]
    (note,) = [each for each in notes if each["rule"] == "clock_claimed"]
    assert note["count"] == 1 and "(p3/answer/1)" in note["message"]
    early = done("-w", served, "report", "clocks", "--as-of", LATER, "--to", "2025-03-16", "--json").json["notes"]
    assert "clock_claimed" not in [each["rule"] for each in early]


@pytest.mark.parametrize(("language", "kind"), [("en", "Excuses that wait"), ("sk", "Čaká na rozhodnutie")])
def test_the_page_notes_what_waits_in_its_language(served, tmp_path, language, kind):
    page = tmp_path / "clocks.html"
    done("-w", served, "report", "clocks", "--as-of", LATER, "--html", page, "--language", language)
    assert kind in page.read_text(encoding="utf-8")


def test_what_cannot_stand_is_refused_with_every_reason(served):
    said = json.dumps({"person": "p4", "commitment": "answer", "run": 7, "action": "approved"})
    refused = call("-w", served, "record", "excuse", "--json", said)
    assert refused.code == 3
    assert [each["rule"] for each in refused.json["refused"]] == ["missing", "missing", "unknown-clock"]
