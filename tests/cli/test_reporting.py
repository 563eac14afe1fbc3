"""The command report funnel."""

import csv
import io
import json

import pytest

from tests.cli.calling import Called, call, done

STEP = {"from", "to", "entered", "advanced", "open", "rate", "low", "high"}


def funnel(work, *options: object) -> Called:
    """Call the report, which must succeed."""
    return done("-w", work, "report", "funnel", *options)


def test_json_carries_every_part_of_a_rate(work):
    report = funnel(work, "--json", "--as-of", "2026-03-31").json
    assert report["report"] == "funnel" and report["agreement"] == {"name": "small", "version": 3}
    first, second = report["steps"]
    assert set(first) >= STEP and "group" not in first
    assert (first["from"], first["to"], first["entered"], first["advanced"], first["open"]) == ("lead", "mql", 4, 2, 2)
    assert (second["entered"], second["advanced"], second["rate"]) == (2, 1, 0.5)
    assert all(set(note) >= {"rule", "message", "count"} for note in report["notes"])


def test_groups_are_named_and_a_blank_is_null(work):
    steps = funnel(work, "--by", "source", "--json").json["steps"]
    groups = [step["group"] for step in steps[::2]]
    assert groups == [None, {"source": "web"}, {"source": "fair"}, {"source": None}]
    assert sum(step["entered"] for step in steps[2::2]) == steps[0]["entered"] == 4


def test_months_are_a_dimension_of_every_agreement(work):
    steps = funnel(work, "--by", "month", "--json").json["steps"]
    assert [step["group"] for step in steps[2::2]] == [{"month": "2026-01"}, {"month": "2026-02"}]


def test_as_of_the_past_nothing_later_had_happened(work):
    report = funnel(work, "--json", "--as-of", "2026-01-07").json
    assert [(step["entered"], step["advanced"]) for step in report["steps"]] == [(3, 0), (0, 0)]
    assert report["as_of"] == "2026-01-07T22:59:59.999+00:00"
    assert [step["advanced"] for step in funnel(work, "--json").json["steps"]] == [2, 1]


def test_an_empty_ledger_gives_null_rates_and_no_fault(desk):
    report = funnel(desk / "fresh", "--by", "source", "--json").json
    assert [step["rate"] for step in report["steps"]] == [None, None]
    assert {step["entered"] for step in report["steps"]} == {0}
    for form in ("--table", "--csv"):
        assert "lead" in funnel(desk / "fresh", form).out
    funnel(desk / "fresh", "--html", desk / "empty.html")


def test_the_csv_has_the_same_numbers_as_the_json(work):
    rows = list(csv.DictReader(io.StringIO(funnel(work, "--by", "source", "--csv").out)))
    steps = funnel(work, "--by", "source", "--json").json["steps"]
    told = [(row["from"], row["to"], int(row["entered"]), int(row["advanced"])) for row in rows if row["row"] == "step"]
    assert told == [(step["from"], step["to"], step["entered"], step["advanced"]) for step in steps]


def test_the_table_is_the_default_and_says_what_its_rates_mean(work):
    said = funnel(work, "--horizon", "30d", "--as-of", "2026-03-31").out
    assert said == funnel(work, "--horizon", "30d", "--as-of", "2026-03-31", "--table").out
    assert "within 30 days" in said
    assert "A small agreement (version 3)" in said and "lead → mql" in said


def test_html_goes_to_its_file_alone(work, tmp_path):
    called = funnel(work, "--html", tmp_path / "page.html")
    assert called.out == "" and "page.html" in called.err
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert json.loads(funnel(work, "--html", tmp_path / "page.html", "--language", "sk", "--json").out)


@pytest.mark.parametrize(("text", "horizon"), [("90d", "90 days"), ("48h", "48 elapsed hours"), ("none", None)])
def test_a_horizon_is_said_in_days_hours_or_not_at_all(work, text, horizon):
    assert funnel(work, "--horizon", text, "--json").json["horizon"] == horizon


def test_a_period_counts_who_began_in_it_both_days_included(work):
    report = funnel(work, "--from", "2026-01-06", "--to", "2026-01-07", "--json").json
    assert report["steps"][0]["entered"] == 2
    assert (report["from"], report["to"]) == ("2026-01-06T00:00:00+01:00", "2026-01-08T00:00:00+01:00")


def test_deleting_the_copy_changes_no_number(work):
    before = funnel(work, "--json", "--as-of", "2026-03-31", "--known-at", "2100-01-01").json
    (work / "copy.duckdb").unlink()
    assert funnel(work, "--json", "--as-of", "2026-03-31", "--known-at", "2100-01-01").json == before


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--by", "sourse"], 2, "source, month"),
        (["--horizon", "soon"], 2, "Write 90d"),
        (["--horizon", "0d"], 2, "no window"),
        (["--horizon", "2 business days"], 2, "elapsed"),
        (["--horizon", "99999999999d"], 2, "100 years"),
        (["--from", "2026-02-01", "--to", "2026-01-01"], 2, "before it begins"),
        (["--from", "yesterday"], 2, "Write 2026-03-31"),
        (["--to", "9999-12-31"], 2, "year 9999"),
        (["--as-of", "last week"], 2, "not a date"),
        (["--known-at", "0001-01-01"], 2, "year 0001"),
        (["--json", "--csv"], 2, "Give one of"),
        (["--html", "no/such/folder/x.html"], 1, "cannot be written"),
        (["--language", "xx"], 2, "en or sk"),
    ],
)
def test_what_cannot_be_reported_is_said_with_what_to_do(work, options, code, words):
    called = call("-w", work, "report", "funnel", *options)
    assert (called.code, called.out) == (code, "")
    assert words in called.err
