"""``tripact holidays`` prints what an agreement takes over, and says where it comes from."""

from __future__ import annotations

import textwrap

import pytest

from tests.agreement.texts import STAGES, read
from tests.cli.calling import call, done
from tripact.worktime.public_holidays import library


def test_the_printed_clause_is_read_by_an_agreement_as_it_stands() -> None:
    printed = done("holidays", "SK", "--years", "2025-2026").out
    calendar = 'calendars:\n  office:\n    open: {mon-fri: "09:00-17:00"}\n' + textwrap.indent(printed, "    ")
    holidays = read(STAGES + calendar).calendars["office"].latest.holidays
    assert holidays is not None and not holidays.looked_up
    assert (holidays.place, holidays.years, len(holidays.closed)) == ("SK", (2025, 2026), 24)
    assert holidays.source.startswith(library())


def test_a_part_of_a_country_has_days_of_its_own() -> None:
    document = done("holidays", "de-by", "--years", "2026", "--json").json["holidays"]
    assert (document["country"], document["subdivision"]) == ("DE", "BY")
    assert "2026-01-06" in document["closed"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [(("XX", "--years", "2026"), 3, "No public holidays are known"), (("SK", "--years", "soon"), 2, "write 2026 or")],
)
def test_what_is_no_country_or_no_year_is_said(arguments: tuple[str, ...], code: int, words: str) -> None:
    called = call("holidays", *arguments)
    assert (called.code, called.out) == (code, "") and words in called.err
