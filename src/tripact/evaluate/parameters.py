"""The agreement's numbers as small relations with validity, so that dated values are joins.

Fit points stand in thousandths (integers), so that sums are exact on every engine. Validity is
half-open, ``from_ts <= t < until_ts``, in UTC milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from tripact.agreement.agreement import Agreement
from tripact.agreement.bands import parse_band
from tripact.agreement.scoring import FitPoints
from tripact.ledger.kinds import ColumnType
from tripact.worktime.dated import BEGINNING, END, Dated

Rows = tuple[tuple[object, ...], ...]


class Relation(NamedTuple):
    """A small relation: its columns with their types, and its rows."""

    columns: dict[str, ColumnType]
    rows: Rows


_VALIDITY: dict[str, ColumnType] = {"from_ts": "bigint", "until_ts": "bigint"}
_PRICES: dict[str, ColumnType] = {"points": "bigint", "highest": "bigint", "lowest": "bigint"}
_WIDEST = 1e300
"""Stands for "without end" in a relation: not every engine has an infinity."""


def parameters(agreement: Agreement) -> dict[str, Relation]:
    """Return every parameter relation of an agreement by name."""
    return {
        "fit_points": _fit_points(agreement),
        "fit_else": _fit_else(agreement),
        "fit_maximum": _fit_maximum(agreement),
        "penalty_points": _penalty_points(agreement),
        "signal_points": _signal_points(agreement),
        "rule_signals": _rule_signals(agreement),
        "stage_order": _stage_order(agreement),
        "moves_back": _moves_back(agreement),
        "attempt_outcomes": _attempt_outcomes(agreement),
    }


def segments(*values: Dated[float], zone: str) -> Iterator[tuple[int, int]]:
    """Yield the spans between all the dates on which any of the values changes."""
    starts = {start for value in values for start, _, _ in value.spans(zone)} | {BEGINNING}
    ordered = [*sorted(starts), END]
    yield from pairwise(ordered)


def value_at(value: Dated[float], start: int, zone: str) -> float:
    """Return what a dated number is in a segment that starts at an instant; 0 before its first date."""
    return next((held for since, until, held in value.spans(zone) if since <= start < until), 0.0)


def _priced(attribute: FitPoints) -> list[Dated[float]]:
    return [attribute.otherwise, *attribute.points.values()]


def _bounds(attribute: FitPoints, start: int, zone: str) -> tuple[int, int]:
    """The best and the worst an attribute can earn in a segment, in thousandths."""
    earned = [value_at(each, start, zone) for each in _priced(attribute)]
    return _thousandths(max(0.0, *earned)), _thousandths(min(0.0, *earned))


def _thousandths(points: float) -> int:
    return round(points * 1000)


def _attributes(agreement: Agreement) -> dict[str, FitPoints]:
    return agreement.fit.attributes if agreement.fit else {}


def _fit_points(agreement: Agreement) -> Relation:
    zone, rows = agreement.zone, []
    for name, attribute in _attributes(agreement).items():
        for start, end in segments(*_priced(attribute), zone=zone):
            bounds = _bounds(attribute, start, zone)
            for key, points in attribute.points.items():
                earned = _thousandths(value_at(points, start, zone))
                rows.append((name, *_key(agreement, name, key), earned, *bounds, start, end))
    columns: dict[str, ColumnType] = {"attribute": "text", "value": "text", "low": "double", "high": "double"}
    return Relation({**columns, **_PRICES, **_VALIDITY}, tuple(rows))


def _key(agreement: Agreement, attribute: str, key: str) -> tuple[str | None, float | None, float | None]:
    """Return (value, low, high) of a line of points: a band where the attribute is a number."""
    band = parse_band(key) if agreement.attributes[attribute].type == "number" else None
    return (None, max(band.low, -_WIDEST), min(band.high, _WIDEST)) if band else (key, None, None)


def _fit_else(agreement: Agreement) -> Relation:
    zone = agreement.zone
    rows = [
        (name, _thousandths(value_at(attribute.otherwise, start, zone)), *_bounds(attribute, start, zone), start, end)
        for name, attribute in _attributes(agreement).items()
        for start, end in segments(*_priced(attribute), zone=zone)
    ]
    return Relation({"attribute": "text", **_PRICES, **_VALIDITY}, tuple(rows))


def fit_dates(agreement: Agreement) -> tuple[int, ...]:
    """Return the instants at which points of any attribute change, and with them what is attainable."""
    return tuple(int(str(start)) for _, _, start, _ in _fit_maximum(agreement).rows if start != BEGINNING)


def _fit_maximum(agreement: Agreement) -> Relation:
    zone, attributes = agreement.zone, _attributes(agreement).values()
    every = [value for attribute in attributes for value in _priced(attribute)]
    rows = []
    for start, end in segments(*every, zone=zone):
        bounds = [_bounds(attribute, start, zone) for attribute in attributes]
        rows.append((sum(best for best, _ in bounds), sum(worst for _, worst in bounds), start, end))
    return Relation({"highest": "bigint", "lowest": "bigint", **_VALIDITY}, tuple(rows))


def _penalty_points(agreement: Agreement) -> Relation:
    penalties = agreement.fit.penalties if agreement.fit else {}
    rows = [
        (name, _thousandths(points), penalty.lasts.milliseconds if penalty.lasts else END, start, end)
        for name, penalty in penalties.items()
        for start, end, points in penalty.points.spans(agreement.zone)
    ]
    return Relation({"name": "text", "points": "bigint", "lasts": "bigint", **_VALIDITY}, tuple(rows))


def _signal_points(agreement: Agreement) -> Relation:
    signals = agreement.engagement.signals if agreement.engagement else {}
    rows = [
        (name, float(points), int(signal.keeps_warm), start, end)
        for name, signal in signals.items()
        for start, end, points in signal.points.spans(agreement.zone)
    ]
    return Relation({"signal": "text", "points": "double", "warm": "bigint", **_VALIDITY}, tuple(rows))


def _rule_signals(agreement: Agreement) -> Relation:
    """The signals after which a score or a count may be another one, and how long their bursts are."""
    pointed = agreement.engagement.signals if agreement.engagement else {}
    counted = [name for count in agreement.counts.values() for name in count.signals]
    names = dict.fromkeys([*(name for name, signal in pointed.items() if signal.weighs), *counted])
    bursts = {name: signal.once_per for name, signal in pointed.items()}
    rows = tuple((name, each.milliseconds if (each := bursts.get(name)) else 0) for name in names)
    return Relation({"signal": "text", "once_per": "bigint"}, rows)


def _stage_order(agreement: Agreement) -> Relation:
    rows = tuple((name, place, stage.kind) for place, (name, stage) in enumerate(agreement.stages.items()))
    return Relation({"stage": "text", "place": "bigint", "kind": "text"}, rows)


def _moves_back(agreement: Agreement) -> Relation:
    """The moves that the agreement allows from a stage to an earlier one."""
    places = {name: place for place, name in enumerate(agreement.stages)}
    moves = [(name, to) for name, stage in agreement.stages.items() for to in stage.leave.to]
    rows = tuple((name, to) for name, to in moves if places.get(to, places[name]) < places[name])
    return Relation({"stage": "text", "to_stage": "text"}, rows)


def _attempt_outcomes(agreement: Agreement) -> Relation:
    """Return what the outcomes of attempts mean in the agreement."""
    contact = agreement.contact
    meanings = {
        "not_counted": contact.not_counted,
        "reply": contact.replies,
        "booked": contact.booked,
        "held": contact.held,
    }
    outcomes = [(outcome, meaning) for meaning, listed in meanings.items() for outcome in listed]
    return Relation({"outcome": "text", "meaning": "text"}, tuple(outcomes))
