"""`report stage-audit` and `report qualification` from the command line."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.cli.calling import call, done

MOMENT = ("--as-of", "2026-03-31")


def test_the_audit_tells_what_every_recorded_move_had(work: Path) -> None:
    document = done("-w", work, "report", "stage-audit", "--json", *MOMENT).json
    whole = {row["of"]: row for row in document["rows"] if row["rule"] == "all"}
    assert (whole["lead"]["n"], whole["lead"]["met"]) == (4, 4)
    assert (whole["won"]["n"], whole["won"]["numerator"], whole["won"]["denominator"]) == (1, 1, 1)
    assert document["report"] == "stage-audit" and document["flagged"] == []
    assert set(document["definitions"]) >= {"met", "not_met", "unknown"}


def test_the_audit_can_be_split_and_limited_to_a_period(work: Path) -> None:
    rows = done("-w", work, "report", "stage-audit", "--by", "source", "--csv", *MOMENT, "--to", "2026-01-31").out
    read = list(csv.DictReader(io.StringIO(rows)))
    assert {(row["of"], row["group"]) for row in read if row["rule"] == "all"} == {("lead", "web"), ("lead", "fair")}
    assert call("-w", work, "report", "stage-audit", "--by", "colour").code == 2


@pytest.mark.parametrize("report", ["stage-audit", "qualification"])
@pytest.mark.parametrize("language", ["en", "sk"])
def test_a_report_is_a_page_and_a_table(work: Path, tmp_path: Path, report: str, language: str) -> None:
    page = tmp_path / "page.html"
    called = done("-w", work, "report", report, "--html", page, "--language", language, *MOMENT)
    assert called.out == "" and page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert done("-w", work, "report", report, *MOMENT).code == 0


def test_nobody_is_counted_where_no_stage_is_opened_by_answers(work: Path) -> None:
    assert done("-w", work, "report", "qualification", "--json", *MOMENT).json["rows"] == []


def test_one_form_at_a_time(work: Path) -> None:
    assert call("-w", work, "report", "stage-audit", "--json", "--csv").code == 2
