"""The commands init, check and schema."""

import json

import pytest

from tests.cli.calling import call, done
from tests.cli.conftest import AGREEMENT

KEYS = {"level", "file", "line", "rule", "message", "hint"}


@pytest.mark.parametrize("template", ["b2b", "plg"])
def test_init_makes_a_workspace_from_a_template_that_is_free_of_issues(tmp_path, template):
    made = done("init", tmp_path / "W", "--template", template)
    assert made.out == "" and "tripact check" in made.err
    assert {path.name for path in (tmp_path / "W").iterdir()} == {"agreement.yaml", "cases", "ledger.sqlite"}
    assert done("check", tmp_path / "W" / "agreement.yaml", "--json").json == {"issues": []}


def test_init_takes_an_agreement_of_ones_own_word_for_word(tmp_path):
    (tmp_path / "ours.yaml").write_text(AGREEMENT, encoding="utf-8")
    done("init", tmp_path / "W", "--agreement", tmp_path / "ours.yaml")
    assert (tmp_path / "W" / "agreement.yaml").read_text(encoding="utf-8") == AGREEMENT


def test_init_leaves_an_existing_agreement_alone(work):
    before = (work / "agreement.yaml").read_text(encoding="utf-8")
    refused = call("init", work, "--template", "b2b")
    assert refused.code == 1 and "exists already" in refused.err
    assert (work / "agreement.yaml").read_text(encoding="utf-8") == before


def test_init_refuses_an_agreement_with_errors_and_makes_nothing(tmp_path):
    (tmp_path / "ours.yaml").write_text(AGREEMENT.replace("engagement >= 20", "engagment >= 20"), encoding="utf-8")
    refused = call("init", tmp_path / "W", "--agreement", tmp_path / "ours.yaml")
    assert refused.code == 3 and "ours.yaml:17" in refused.err and "engagement" in refused.err
    assert not (tmp_path / "W").exists()


def test_check_finds_every_problem_with_its_line_and_ends_with_three(tmp_path):
    text = AGREEMENT.replace("fit >= 50", "fit >= 101").replace("zone: Europe", "zone: Europa")
    (tmp_path / "bad.yaml").write_text(text, encoding="utf-8")
    found = call("check", tmp_path / "bad.yaml", "--json")
    issues = found.json["issues"]
    assert found.code == 3
    assert all(set(issue) == KEYS for issue in issues)
    assert {issue["line"] for issue in issues if issue["level"] == "error"} == {7, 17}


def test_check_says_the_same_in_words(tmp_path):
    (tmp_path / "bad.yaml").write_text(AGREEMENT.replace("fit >= 50", "fit >= 101"), encoding="utf-8")
    found = call("check", tmp_path / "bad.yaml")
    assert found.code == 3
    assert "bad.yaml:17: error [never-true]" in found.out
    assert "1 error, 0 warnings" in found.err


def test_warnings_alone_do_not_fail(tmp_path):
    text = AGREEMENT.replace("engagement >= 20", "engagement >= 20 AND engagement >= 0")
    (tmp_path / "odd.yaml").write_text(text, encoding="utf-8")
    found = call("check", tmp_path / "odd.yaml", "--json")
    assert found.code == 0
    assert [(issue["level"], issue["rule"]) for issue in found.json["issues"]] == [("warning", "always-true")]


def test_check_without_a_file_checks_the_workspaces_agreement(work):
    assert done("-w", work, "check", "--json").json == {"issues": []}


def test_the_schema_is_json_and_knows_every_section():
    schema = done("schema").json
    assert json.dumps(schema)
    assert {"stages", "definitions", "reporting"} <= set(schema["properties"])
