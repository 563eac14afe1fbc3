"""The command import."""

import csv
from pathlib import Path

from tests.cli.calling import call, done

COUNTS = {"read", "recorded", "duplicates", "rejected", "rejects_file"}


def test_import_counts_what_it_did_and_puts_rejects_aside_with_the_reason(desk):
    counts = done("-w", desk / "fresh", "import", desk / "mapping.yaml", "--json").json
    assert set(counts) >= COUNTS
    assert (counts["read"], counts["duplicates"], counts["rejected"]) == (5, 0, 1)
    with Path(counts["rejects_file"]).open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["column"] == "created" and row["value"] == "not a day"


def test_importing_again_adds_nothing(desk):
    again = done("-w", desk / "W", "import", desk / "mapping.yaml", "--json").json
    assert again["recorded"] == 0 and again["duplicates"] == 19
    assert done("-w", desk / "W", "report", "funnel", "--json").json["steps"][0]["entered"] == 4


def test_a_stage_that_the_agreement_does_not_know_is_told(desk):
    mapping = desk / "mapping.yaml"
    mapping.write_text(mapping.read_text(encoding="utf-8").replace("stage: won", "stage: wonn"), encoding="utf-8")
    imported = done("-w", desk / "fresh", "import", mapping)
    assert "warning [unfamiliar] The agreement knows no stage 'wonn'. Did you mean 'won'?" in imported.err
    (warning,) = done("-w", desk / "fresh", "import", mapping, "--json").json["warnings"]
    assert warning["rule"] == "unfamiliar"


def test_a_mended_row_is_all_that_is_added(desk):
    table = desk / "people.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("not a day", "2026-02-12"), encoding="utf-8")
    counts = done("-w", desk / "W", "import", desk / "mapping.yaml", "--json").json
    assert (counts["recorded"], counts["duplicates"], counts["rejected"]) == (4, 19, 0)
    assert counts["rejects_file"] is None


def test_the_tables_may_stand_in_another_folder(desk, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (desk / "people.csv").rename(tmp_path / "elsewhere" / "people.csv")
    imported = done("-w", desk / "fresh", "import", desk / "mapping.yaml", "--data", tmp_path / "elsewhere")
    assert imported.out == "" and "5 rows read" in imported.err and "rejects" in imported.err


def test_a_mapping_with_faults_imports_nothing_and_names_their_lines(desk):
    mapping = desk / "mapping.yaml"
    mapping.write_text(mapping.read_text(encoding="utf-8").replace("stage: lead", "stadium: lead"), encoding="utf-8")
    refused = call("-w", desk / "fresh", "import", mapping, "--json")
    assert refused.code == 3 and refused.out == ""
    assert "mapping.yaml:11" in refused.err and "stadium" in refused.err
