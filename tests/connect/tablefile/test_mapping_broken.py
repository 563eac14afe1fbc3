"""Broken mappings: every problem at once, each with its line and what to do."""

import re

import pytest

from tests.connect.tablefile.conftest import Desk
from tripact.connect.tablefile.importer import MappingError
from tripact.connect.tablefile.load import load_mapping
from tripact.errors import TripactError

GOOD = """\
undated: 2020-01-01
tables:
  - file: t.csv
    facts:
      - {kind: move, id: "{id}", person: "{id}", set: {stage: won}}
"""


def broken(old, new):
    assert old in GOOD
    return GOOD.replace(old, new)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (broken("undated", "undatet"), 5, r"key 'undatet' is not known. Did you mean 'undated'?"),
        (broken("facts", "fact"), 8, r"key 'fact' is not known. Did you mean 'facts'?"),
        (broken("file: t.csv", "read: {delimeter: tab}\n    file: t.csv"), 7, "Did you mean 'delimiter'?"),
        (broken("stage: won", "stage: {colum: x}"), 9, "Did you mean 'column'?"),
        (broken("kind: move, ", "kind: moove, "), 9, "no fact kind 'moove'. Did you mean 'move'?"),
        (broken("stage: won", "stage: won, stag: x"), 9, "kind 'move' has no field 'stag'. Did you mean 'stage'?"),
        (broken("set: {stage: won}", "set: {reason: x}"), 9, "A fact of kind 'move' needs 'stage'."),
        (broken('id: "{id}", ', ""), 9, "The key 'id' is missing. Add 'id:'."),
        (broken("undated: 2020-01-01\n", ""), 8, "These facts have no date."),
        (broken("undated: 2020-01-01", "undated: soon"), 5, "undated must be a date"),
        (broken('id: "{id}"', 'id: "{id"'), 9, "has a brace without a column"),
        (broken('id: "{id}"', 'id: "{}"'), 9, "has a brace without a column"),
        (broken("stage: won", "stage: {column: x, constant: y}"), 9, "a value has one origin"),
        (broken("stage: won", "stage: {column: x, extract: '('}"), 9, "is no regular expression"),
        (
            broken("stage: won", "stage: {column: x, else: drop}"),
            9,
            "cannot be 'drop'. It must be 'keep', 'null' or 'reject'.",
        ),
        (broken("stage: won", "stage: won, assumed_date: {constant: maybe}"), 9, "'assumed_date' cannot be 'maybe'"),
        (broken("stage: won", "stage: {time: when}"), 9, "'stage' holds no instant"),
        (broken("set: {stage: won}", "each: {a: b}"), 9, "'each' is for attributes only"),
        (
            broken("set: {stage: won}", "set: {stage: x}, each_date: {a: b}"),
            9,
            "'stage' is given by 'each' or 'each_date'",
        ),
        (broken('person: "{id}"', 'account: "{id}"'), 9, "A fact of kind 'move' needs a person or deal."),
        (broken('person: "{id}", ', ""), 9, "A fact of kind 'move' needs a person or deal."),
        (
            broken(
                'kind: move, id: "{id}", person: "{id}", set: {stage: won}',
                'kind: signal, id: "{id}", set: {signal: x}',
            ),
            9,
            "needs a person, account or deal.",
        ),
        (broken("undated", "zone: Mars/Base\nundated"), 5, "There is no time zone 'Mars/Base'"),
        (broken("undated", "coverage: [{stage: won}]\nundated"), 5, "coverage needs 'since', 'until' or both"),
        (broken("  - file: t.csv", "  - file: t.csv\n    file: u.csv"), 8, "'file' is given twice"),
        (GOOD + "tables: []\n", 10, "'tables' is given twice"),
        ("tables: []\n", 5, "must not be empty"),
        ("tables: [\n", 6, "This is not YAML"),
    ],
)
def test_a_fault_is_told_with_its_line_and_a_hint(desk: Desk, text, line, words):
    loaded = load_mapping(desk.mapping(text))
    assert loaded.mapping is None
    said = [f"{issue.line}: {issue.message} {issue.hint}" for issue in loaded.issues]
    assert any(one.startswith(f"{line}: ") and words in one for one in said), said


def test_all_faults_are_told_at_once(desk: Desk):
    text = broken("undated", "zonne: UTC\nundated").replace("kind: move, ", "kind: move, persn: x, ")
    with pytest.raises(MappingError) as caught:
        desk.run(text)
    assert len(caught.value.issues) == 2
    assert re.search(r"has 2 errors; nothing was imported\.\n\S+mapping\.yaml:5: ", caught.value.message)


def test_a_good_mapping_has_no_issues(desk: Desk):
    assert load_mapping(desk.mapping(GOOD)).issues == ()


def test_an_agreement_is_no_mapping(desk: Desk):
    path = desk.mapping(GOOD, head="apiVersion: tripact/v1\nkind: Agreement\nname: x\nsource: y\n")
    assert "cannot be 'Agreement'" in load_mapping(path).issues[0].message


@pytest.mark.parametrize(("content", "words"), [(None, "cannot be read"), (b"\xff\xfe\x00", "not UTF-8")])
def test_a_file_that_is_no_text_is_an_error(desk: Desk, content, words):
    path = desk.folder / "m.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(TripactError, match=words):
        load_mapping(path)


def test_a_list_or_nothing_is_no_mapping(desk: Desk):
    for text in ("", "- a\n", "just words\n"):
        assert load_mapping(desk.mapping(text, head="")).issues
