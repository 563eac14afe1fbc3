"""Every number of a fact has a range, and sums of what it lets pass have a place."""

from __future__ import annotations

import pytest

from tripact.ledger.kinds import KINDS, columns, instant_fields
from tripact.ledger.ranges import RANGES
from tripact.worktime.instant import EARLIEST, LATEST

_MOST_FACTS = 1_000_000_000
_NUMBERS = ("bigint", "double", "decimal")


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_of_a_kind_has_a_range(kind: str) -> None:
    numbers = {name for name, of in columns(kind).items() if of in _NUMBERS}
    assert set(RANGES.get(kind, {})) == numbers


@pytest.mark.parametrize("kind", RANGES)
def test_sums_of_counts_have_a_place_in_64_bits(kind: str) -> None:
    for name, known in RANGES[kind].items():
        assert known.low < known.high
        if name in instant_fields(kind):
            assert (known.low, known.high) == (EARLIEST, LATEST)
        elif columns(kind)[name] == "bigint":
            assert known.size * _MOST_FACTS < 2**63
