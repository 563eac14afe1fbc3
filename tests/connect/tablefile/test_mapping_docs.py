"""The manual of mappings says every key, and what it shows can be read."""

import re
from pathlib import Path

import pytest

from tests.connect.tablefile.conftest import HEAD
from tripact.connect.tablefile.load import load_mapping
from tripact.connect.tablefile.mapping import (
    CoverageWindow,
    FactMapping,
    Mapping,
    Reading,
    Table,
    Time,
    Value,
)
from tripact.ledger.kinds import KINDS, personal_fields

MANUAL = (Path(__file__).parents[3] / "docs/how-to/import.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"```yaml\n(.*?)```", MANUAL, re.DOTALL)


@pytest.mark.parametrize("part", [Mapping, Table, Reading, FactMapping, Value, Time, CoverageWindow])
def test_every_key_stands_in_the_manual(part):
    for name, field in part.model_fields.items():
        assert re.search(rf"[`{{ ]{field.alias or name}[`,:}}]", MANUAL), name


def test_every_kind_and_personal_field_stands_in_the_manual():
    for kind in KINDS:
        assert f"`{kind}`" in MANUAL
        assert all(f"`{name}`" in MANUAL for name in personal_fields(kind))


def whole(snippet: str) -> str:
    """Return a mapping around what a recipe shows of one."""
    if snippet.startswith("apiVersion"):
        return snippet
    entry = "facts: [{kind: signal, id: x, person: x, set: {signal: s}}]\n"
    if snippet.startswith("where"):
        return f"{HEAD}undated: 2020-01-01\ntables:\n- file: t.csv\n  {entry}  " + snippet.replace("\n", "\n  ")
    table = "tables:\n" if snippet.startswith("  - ") else "tables:\n  - file: t.csv\n"
    facts = "    facts:\n" if snippet.startswith("      - ") else ""
    return f"{HEAD}undated: 2020-01-01\n{table}{facts}{snippet}"


@pytest.mark.parametrize("snippet", SHOWN)
def test_what_the_manual_shows_is_a_mapping(snippet, tmp_path):
    path = tmp_path / "mapping.yaml"
    path.write_text(whole(snippet), encoding="utf-8")
    assert load_mapping(path).issues == ()
