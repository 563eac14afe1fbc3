"""Holidays written out as an agreement holds them: day by day, with their source and the years they cover."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from operator import attrgetter
from textwrap import fill


def frozen_holidays(place: str, years: tuple[int, int], days: Iterable[date], source: str) -> str:
    """Return the clause ``holidays:`` of a calendar as YAML; each year begins a line.

    Args:
        place: A country and, after a dash, its part: ``SK``, ``DE-BY``.
        years: The first and the last year that the days cover.
        days: The days on which nothing opens.
        source: Where they come from, and when they were read there.
    """
    country, _, part = place.partition("-")
    by_year = [", ".join(map(str, group)) for _, group in groupby(sorted(days), key=attrgetter("year"))]
    closed = ",\n".join(fill(line, 112, initial_indent="    ", subsequent_indent="    ") for line in by_year)
    lines = [
        "holidays:",
        f"  country: {country}",
        *([f"  subdivision: {part}"] if part else []),
        f"  years: {years[0]}" + (f"-{years[1]}" if years[1] > years[0] else ""),
        f'  source: "{source}"',
        "  closed: [",
        f"{closed}]",
    ]
    return "\n".join(lines)
