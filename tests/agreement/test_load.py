"""Files become an agreement, or all their problems at once with file and line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.agreement.texts import HEAD, STAGES, issues, read
from tripact.agreement.checks import check_agreement
from tripact.agreement.load import load_agreement, parse_agreement, require_agreement
from tripact.errors import TripactError
from tripact.worktime.instant import DAY


def test_an_event_log_needs_stages_only() -> None:
    agreement = read("stages: {registered: {}, paid: {}}\n")
    assert list(agreement.stages) == ["registered", "paid"]
    assert issues("stages: {registered: {}, paid: {}}\n") == []


def test_all_problems_come_at_once() -> None:
    found = issues('stages: {lead: {owners: x}}\nversion: 2\ndefinitions: {mql: "lead = 1"}\ntargets: {nrr: much}\n')
    assert [(issue.line, issue.rule) for issue in found] == [
        (6, "unknown-key"),
        (7, "duplicate-key"),
        (8, "rule"),
        (9, "value"),
    ]


def test_rules_are_checked_although_another_section_is_wrong() -> None:
    found = issues(f'{STAGES}definitions: {{mql: "fit > 3"}}\nrituals: {{r: {{every: often, minutes: 5}}}}\n')
    assert [(issue.line, issue.rule) for issue in found] == [(7, "rule"), (8, "value")]


def test_a_folder_is_merged_by_section(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEAD)
    (tmp_path / "b.yaml").write_text(STAGES)
    agreement = require_agreement(tmp_path)
    assert agreement.where("stages", "lead") == f"{tmp_path}/b.yaml:1"
    assert agreement.where("zone") == f"{tmp_path}/a.yaml:5"


def test_a_section_in_two_files_names_both(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEAD + STAGES)
    (tmp_path / "b.yaml").write_text(STAGES)
    (issue,) = load_agreement(tmp_path).issues
    assert (issue.rule, issue.file, issue.line) == ("section-twice", f"{tmp_path}/b.yaml", 1)
    assert f"{tmp_path}/a.yaml:6" in issue.message


def test_where_answers_with_the_nearest_clause() -> None:
    agreement = read(f'{STAGES}definitions:\n  mql:\n    says: x\n    rule: "TRUE"\n')
    assert agreement.where("definitions", "mql") == "agreement.yaml:8"
    assert agreement.where("definitions", "mql", "rule") == "agreement.yaml:10"
    assert agreement.where("definitions", "mql", "rule", "from 2026-01-01") == "agreement.yaml:10"


def test_the_digest_sees_words_not_layout() -> None:
    first = read("stages: {lead: {}, mql: {}}\n")
    assert first.digest == read("# note\nstages:\n  lead: {}\n  mql: {}\n").digest
    assert first.digest != read("stages: {mql: {}, lead: {}}\n").digest
    assert len(first.digest) == 64


def test_words_that_yaml_1_1_would_change_stay_words() -> None:
    agreement = read(
        f"{STAGES}attributes: {{country: {{values: [no, yes, on]}}}}\nfit: {{country: {{points: {{no: 5}}}}}}\n"
    )
    assert agreement.attributes["country"].values == ("no", "yes", "on")
    assert agreement.fit is not None
    assert list(agreement.fit.attributes["country"].points) == ["no"]


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"- 1", b"a: [", b"a: !!python/object:os.system x", b"&a [*a]"]
)
def test_what_is_no_agreement_is_an_issue(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "odd.yaml"
    file.write_bytes(content)
    loaded = load_agreement(file)
    assert loaded.agreement is None
    assert all(issue.file == str(file) for issue in loaded.issues)
    with pytest.raises(TripactError, match=r"odd\.yaml:1"):
        require_agreement(file)


def test_a_missing_file_or_an_empty_folder_is_an_issue(tmp_path: Path) -> None:
    assert "cannot be read" in load_agreement(tmp_path / "none.yaml").issues[0].message
    assert "no .yaml file" in load_agreement(tmp_path).issues[0].message


def test_require_lists_logic_errors_too(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(f'{HEAD}{STAGES}definitions: {{mql: "fit > 3"}}\n')
    with pytest.raises(TripactError, match=r"a\.yaml:7: error \[rule\] The name 'fit' is not known"):
        require_agreement(file)


SECTIONS = ["parties", "scope", "targets", "calendars", "attributes", "fit", "engagement", "counts", "intent"]
SECTIONS += [
    "definitions",
    "stages",
    "commitments",
    "handoffs",
    "recycle",
    "qualification",
    "wip",
    "forecast",
    "rituals",
]
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 500), st.sampled_from(["a", "24h", "stage mql", "2 days"])
)
words = st.sampled_from(
    ["mql", "points", "else", "rate", "starts", "within", "open", "when", "to", "a b", "from 2026-01-01"]
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(words, inner, max_size=3)),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(SECTIONS), values, max_size=4))
def test_any_content_of_a_section_is_read_or_told(sections: dict[str, object]) -> None:
    text = HEAD + "".join(f"{key}: {_flow(value)}\n" for key, value in sections.items())
    loaded = parse_agreement(text)
    for issue in check_agreement(loaded):
        assert issue.line >= 1
        assert issue.message
    assert (loaded.agreement is None) == bool(loaded.issues)


def _flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(each) for each in value) + "]"
    return {None: "null", True: "true", False: "false"}.get(value, str(value)) if not isinstance(value, str) else value


@given(st.text(max_size=80))
def test_any_text_is_an_agreement_or_told(text: str) -> None:
    assert parse_agreement(text).issues


def test_reports_that_need_a_window_take_the_horizon_else_ninety_days() -> None:
    assert read(STAGES).reporting.window.milliseconds == 90 * DAY
    assert read(f"{STAGES}reporting: {{horizon: 30 days}}\n").reporting.window.milliseconds == 30 * DAY
