"""The commands that tell of recycling and of accounts."""

import json

from tests.cli.calling import call, done


def test_the_report_on_recycling_in_each_form(work, tmp_path):
    table = done("-w", work, "report", "recycle").out
    titles = ("Recycled, by reason", "Who came back", "How stages were left", "Rates of the stages")
    assert all(title in table for title in titles) and max(map(len, table.splitlines()[3:])) <= 100
    document = done("-w", work, "report", "recycle", "--json").json
    assert document["report"] == "recycle" and document["reasons"][0]["n"] == 0
    assert document["reasons"][0]["back"]["value"] is None
    assert done("-w", work, "report", "recycle", "--csv").out.startswith("row,")
    page = tmp_path / "recycle.html"
    done("-w", work, "report", "recycle", "--html", page, "--language", "sk")
    assert "Report recyklácie" in page.read_text(encoding="utf-8")


def test_two_forms_at_once_are_refused(work):
    assert call("-w", work, "report", "recycle", "--json", "--csv").code == 2


def test_an_unknown_account_is_a_message(work):
    unknown = call("-w", work, "explain", "account", "nobody", "--json")
    assert unknown.code == 1 and unknown.out == ""
    assert "No fact speaks of an account 'nobody'" in unknown.err


def test_a_person_without_a_recycle_has_none(work):
    trace = done("-w", work, "explain", "person", "p1", "--json").json
    assert json.dumps(trace["recycles"]) == "[]"
