"""Rows with numbers and years that cannot be are rejected, and the others are imported."""

from __future__ import annotations

import pytest

from tests.connect.tablefile.conftest import Desk, rejected
from tripact.connect.tablefile.importer import MappingError

USES = """
    tables:
      - file: uses.csv
        facts:
          - kind: usage
            id: "{id}"
            account: "{id}"
            occurred_at: {column: on, precision: day}
            set: {action: x, times: {column: n}}
    """
DEALS = """
    tables:
      - file: deals.csv
        facts:
          - kind: deal
            id: "{id}"
            deal: "{id}"
            occurred_at: {column: on, precision: day}
            set: {close_date: CLOSE}
    """


def test_a_count_that_no_sum_would_hold(desk: Desk) -> None:
    desk.table("uses.csv", "id,on,n\na,2026-01-02,9223372036854775807\nb,2026-01-02,1000000000\nc,2026-01-02,\n")
    result = desk.run(USES)
    assert result.recorded == 2
    (row,) = rejected(result)
    assert (row["row"], row["column"], row["value"]) == ("2", "n", "9223372036854775807")
    assert row["reason"].endswith("is too large: 'times' is at most 1,000,000,000")


def test_years_of_facts_and_of_their_fields(desk: Desk) -> None:
    desk.table(
        "deals.csv",
        "id,on,closes\na,0001-01-01,2026-03-01\nb,2026-01-02,1899-12-30\nc,2026-01-02,2026-03-01\nd,1850-01-01,\n",
    )
    result = desk.run(DEALS.replace("CLOSE", "{time: {column: closes, precision: day}}"))
    assert result.recorded == 1
    reasons = [(row["row"], row["column"], row["reason"]) for row in rejected(result)]
    assert reasons == [
        ("2", "on", "'0001-01-01' lies outside the years 1900 to 2200"),
        ("3", "closes", "'1899-12-30' lies outside the years 1900 to 2200"),
        ("5", "on", "'1850-01-01' lies outside the years 1900 to 2200"),
    ]


def test_an_instant_that_is_given_as_a_number(desk: Desk) -> None:
    desk.table("deals.csv", "id,on,closes\na,2026-01-02,9223372036854775807\nb,2026-01-02,1767688200000\n")
    result = desk.run(DEALS.replace("CLOSE", "{column: closes}"))
    assert result.recorded == 1 and "outside the years 1900 to 2200" in rejected(result)[0]["reason"]


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        (USES.replace("{column: n}", "9223372036854775807"), "is too large: 'times' is at most 1,000,000,000"),
        ("\n    undated: 0001-01-01" + USES, "The year 0001 lies outside 1900 to 2200"),
        ("\n    coverage: [{stage: mql, until: 9999-12-31}]" + USES, "The year 9999 lies outside 1900 to 2200"),
    ],
)
def test_a_mapping_that_says_such_numbers_is_refused(desk: Desk, mapping: str, words: str) -> None:
    desk.table("uses.csv", "id,on,n\na,2026-01-02,1\n")
    with pytest.raises(MappingError, match=words):
        desk.run(mapping)
