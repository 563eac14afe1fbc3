"""Cells that no ledger and no copy takes as they are: the row is rejected with its reason, the others are not."""

import json

import pytest

from tests.connect.tablefile.conftest import rejected

DEALS = """
undated: 2026-01-01
tables:
  - file: deals.csv
    facts:
      - {kind: deal, id: "d/{id}", deal: "{id}", person: "{who}", set: {amount: "{amount}"}}
      - {kind: link, id: "l/{id}", deal: "{id}", set: {relation: {constant: converted}, other: "{from}"}}
"""
LINES = """
undated: 2026-01-01
tables:
  - file: lines.jsonl
    facts:
      - {kind: attribute, id: "{id}", person: "{id}", set: {name: {constant: note}, value: "{note}"}}
"""


@pytest.mark.parametrize("half", ["\\ud800", "x\\uDC00y"])
def test_half_a_character_rejects_its_row_only(desk, half):
    good = json.dumps({"id": "good", "note": "\\ud800 🙂"})
    desk.table("lines.jsonl", f'{good}\n{{"id": "bad", "note": "{half}"}}\n{{"id": "b", "note": {{"{half}": 1}}}}\n')
    result = desk.run(LINES)
    assert (result.recorded, [each["row"] for each in rejected(result)]) == (1, ["2", "3"])
    assert all("holds half a character" in each["reason"] for each in rejected(result))


def test_a_small_or_large_number_keeps_its_digits_without_an_exponent(desk):
    desk.table("lines.jsonl", '{"id": "a", "note": 1e-7}\n{"id": "b", "note": 1e17}\n')
    desk.run(LINES)
    values = [json.loads(fact.body)["value"] for fact in desk.facts()]
    assert [float(value) for value in values] == [1e-7, 1e17] and "e" not in "".join(values)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("a\x01b,p,q,1", "the id holds the control character U+0001"),
        ("a,p\x07,q,1", "the person holds the control character U+0007"),
        ("a,p,q\x85,1", "the other holds the control character U+0085"),
        ("a,p,q,123456789012345", "'123456789012345' is too large: an amount has at most 14 digits"),
        ("a,p,q,1.23456", "'1.23456' has more than 4 decimals; round it first"),
    ],
)
def test_an_unfit_cell_rejects_its_row_only(desk, row, reason):
    desk.table("deals.csv", f"id,who,from,amount\n{row}\ngood,p,q,-00012345678901234.50000\n")
    result = desk.run(DEALS)
    assert (result.recorded, result.rejected) == (2, 1)
    assert rejected(result)[0]["reason"].startswith(reason)


def test_an_id_with_a_nul_rejects_its_row_only(desk):
    desk.table("lines.jsonl", '{"id": "a\\u0000b", "note": "n"}\n{"id": "a", "note": "n\\u0000"}\n')
    result = desk.run(LINES)
    assert (result.recorded, rejected(result)[0]["reason"]) == (1, "the id holds the control character U+0000")


def test_a_move_of_an_account_alone_is_rejected(desk):
    desk.table("deals.csv", "id,who,from,amount\nacc,,,\nacc,p,,\n")
    fact = '{kind: move, id: "m/{who}", account: "{id}", person: "{who}", set: {stage: {constant: won}}}'
    text = DEALS[: DEALS.index("      - ")] + "      - " + fact.replace("m/{who}", "m/{row}") + "\n"
    result = desk.run(text)
    assert (result.recorded, rejected(result)[0]["reason"]) == (1, "there is no person or deal")
