"""Public holidays by country, from a library: an aid for writing calendars, not a source of verdicts.

Laws change, and with them what a later release of the library says about past days. Days that matter belong into the
agreement, frozen with their source.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from importlib.metadata import version

from tripact.errors import TripactError

LIBRARY = "holidays"


def library() -> str:
    """Return the name of the library with its version: another version may say other days."""
    return f"{LIBRARY} {version(LIBRARY)}"


def public_holidays(country: str, subdivision: str | None, years: Iterable[int]) -> frozenset[date]:
    """Return the days off work of a country (and a part of it) in some years.

    Raises:
        TripactError: If the library does not know the country or the part.
    """
    import holidays  # noqa: PLC0415  # slow, and an agreement whose days are frozen never needs it

    known = holidays.list_supported_countries()
    if country not in known or (subdivision and subdivision not in known[country]):
        place = f"{country} {subdivision}" if subdivision else country
        raise TripactError(
            "invalid",
            f"No public holidays are known for '{place}'.",
            hint="Name a country by its code of two letters, as in SK or 'DE BY', or list the days under 'closed', "
            "with their source.",
        )
    return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=list(years)))
