"""The real records, by the mappings that the project ships."""

import sqlite3
from pathlib import Path

import pytest

from tests.connect.tablefile.conftest import Desk
from tripact.connect.tablefile.importer import ImportOptions, import_mapping

EXAMPLES = Path(__file__).parents[3] / "examples"


def imported(desk: Desk, name: str, shared: Path):
    """Import twice; return what the first time did, and counts by kind and first field."""
    options = ImportOptions(now=1, rejects_dir=desk.folder)
    mapping, data = EXAMPLES / name / "mapping.yaml", shared / "data" / name
    if not data.is_dir():
        pytest.skip(f"no {data}")
    first, second = (import_mapping(mapping, data, desk.store, options) for _ in range(2))
    assert (second.recorded, second.duplicates) == (0, first.recorded)
    with sqlite3.connect(desk.folder / "ledger.db") as ledger:
        word = "coalesce(json_extract(body, '$.stage'), json_extract(body, '$.name'), json_extract(body, '$.channel'))"
        counts = dict(ledger.execute(f"select kind || ' ' || {word}, count(*) from facts group by 1").fetchall())
    ledger.close()
    return first, counts


def test_olist(desk: Desk, shared: Path):
    result, counts = imported(desk, "olist", shared)
    assert (result.read, result.rejected) == (8_000 + 842 + 635, 0)
    assert (counts["move mql"], counts["move won"], counts["move first_sale"]) == (8_000, 842, 276)
    assert (counts["attribute origin"], counts["attribute campaign"]) == (7_940, 8_000)
    assert counts["coverage first_sale"] == 1


def test_xeducation(desk: Desk, shared: Path):
    result, counts = imported(desk, "xeducation", shared)
    assert (result.read, result.rejected) == (9_240, 0)
    assert (counts["move lead"], counts["move converted"]) == (9_240, 3_561)
    assert (counts["consent email"], counts["consent phone"]) == (734, 2)
    assert counts["attribute source"] == 9_240 - 36


def test_bpic2013(desk: Desk, shared: Path):
    result, counts = imported(desk, "bpic2013", shared)
    assert (result.read, result.rejected) == (65_533, 0)
    assert sum(count for what, count in counts.items() if what.startswith("move")) == 56_885
    assert counts["move closed"] == 5_704
