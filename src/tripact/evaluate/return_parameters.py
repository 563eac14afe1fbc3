"""The agreement's numbers for the way back: rests, bypasses, and which stage a recycle reopens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from tripact.agreement.agreement import Agreement
from tripact.evaluate.parameters import Relation
from tripact.ledger.kinds import ColumnType
from tripact.worktime.instant import DAY, local_date, midnight

REST_ENDS: dict[str, ColumnType] = dict.fromkeys(("utc_day", "from_ts", "until_ts", "days", "ends_at"), "bigint")
_MOST = 2_147_483_647
"""Stands for "as often as it takes"."""


def return_parameters(agreement: Agreement) -> dict[str, Relation]:
    """Return the small relations of the recycle section by name."""
    bypass = agreement.recycle.bypass if agreement.recycle else ()
    reopened: dict[str, ColumnType] = {"stage": "text", "to_stage": "text", "place": "bigint"}
    return {
        "rests_by_reason": Relation({"reason": "text", "days": "bigint"}, tuple(_rests(agreement))),
        "bypass_signals": Relation({"signal": "text"}, tuple((signal,) for signal in bypass)),
        "reopened_stages": Relation(reopened, tuple(_reopened(agreement))),
    }


def most_passes(agreement: Agreement) -> int:
    """Return how often somebody may go through by a rule."""
    return (agreement.recycle.max_passes if agreement.recycle else None) or _MOST


def rest_ends(agreement: Agreement, utc_days: Iterable[int]) -> Relation:
    """Return when a rest that begins on a UTC day ends: with the local day so many days later.

    Rows are (utc_day, from_ts, until_ts, days, ends_at): a UTC day touches two local days, which
    have 23 to 25 hours.
    """
    lengths = sorted({days for _, days in _rests(agreement)})
    rows = [
        (utc_day, _midnight(day, 0, agreement.zone), _midnight(day, 1, agreement.zone), days,
         _midnight(day, days + 1, agreement.zone))
        for utc_day in utc_days
        for day in sorted({local_date(ts, agreement.zone) for ts in (utc_day * DAY, utc_day * DAY + DAY - 1)})
        for days in lengths
    ]  # fmt: skip
    return Relation(REST_ENDS, tuple(rows))


def _midnight(day: date, later: int, zone: str) -> int:
    return midnight(day + timedelta(days=later), zone)


def _rests(agreement: Agreement) -> Iterator[tuple[str, int]]:
    """Yield (reason, days) of each rest; the reason "" stands for all others."""
    for reason, rest in (agreement.recycle.rest if agreement.recycle else {}).items():
        yield "" if reason == "else" else reason, rest.milliseconds // DAY


def _reopened(agreement: Agreement) -> Iterator[tuple[str, str, int]]:
    """Yield each recycle stage with the first stage that it may lead to and that a rule opens for people."""
    if agreement.recycle is None or agreement.recycle.repromote is None:
        return
    places = {name: place for place, name in enumerate(agreement.stages)}
    opened = [name for name, stage in agreement.stages.items() if _by_rule(agreement, stage.definition)]
    for name, stage in agreement.stages.items():
        reached = [each for each in opened if each in stage.leave.to or not stage.leave.to]
        if stage.kind == "recycle" and reached:
            yield name, reached[0], places[reached[0]]


def _by_rule(agreement: Agreement, definition: str | None) -> bool:
    defined = agreement.definitions.get(definition or "")
    return defined is not None and defined.rule is not None
