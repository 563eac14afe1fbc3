"""Number bands neither overlap nor leave gaps."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tripact.agreement.agreement import Agreement
from tripact.agreement.bands import Band, parse_band
from tripact.agreement.issues import Issue


def check_bands(agreement: Agreement) -> Iterator[Issue]:
    """Yield bands whose borders are unclear.

    - Every key of a number attribute is a band.
    - No number lies in two bands of one attribute: ``11-1000`` and ``1000+`` share 1000.
    - Between two bands no whole number is left out, unless ``else`` says what the rest earns.
    """
    for name, points in agreement.fit.attributes.items() if agreement.fit else ():
        attribute = agreement.attributes.get(name)
        if attribute and attribute.type == "number":
            bands = [(key, parse_band(key)) for key in points.points]
            yield from _unread(agreement, name, bands)
            known = sorted((band, key) for key, band in bands if band)
            for first, second in pairwise(known):
                yield from _border(agreement, name, (first, second), stated="otherwise" in points.model_fields_set)


def _unread(agreement: Agreement, name: str, bands: list[tuple[str, Band | None]]) -> Iterator[Issue]:
    for key, band in bands:
        if band is None or band.low > band.high:
            message = f"'{key}' is no band of numbers, but '{name}' is a number."
            hint = "Write 50-1000, 1001+, <50 or 10-<50."
            yield Issue.at(agreement.place("fit", name, "points", key), "bands", message, hint)


def _border(
    agreement: Agreement, name: str, pair: tuple[tuple[Band, str], tuple[Band, str]], *, stated: bool
) -> Iterator[Issue]:
    (first, first_key), (second, second_key) = pair
    place = agreement.place("fit", name, "points", second_key)
    if first.overlaps(second):
        message = f"The bands '{first_key}' and '{second_key}' of '{name}' overlap at {second.low:g}."
        hint = f"Say to which band {second.low:g} belongs: '{second.low + 1:g}+', or '…-<{second.low:g}'."
        yield Issue.at(place, "bands", message, hint)
    elif second.low - first.high > 1 and not stated:
        message = f"Between '{first_key}' and '{second_key}' of '{name}' some numbers have no band."
        yield Issue.at(place, "bands", message, "Close the gap, or say 'else: 0'.", level="warning")
