"""The explanation of a person or an account as JSON: instants in ISO 8601 with the agreement's offset."""

from __future__ import annotations

from dataclasses import asdict

from tripact.evaluate.account_trace import AccountTrace
from tripact.evaluate.explanation import PersonTrace
from tripact.worktime.instant import show

_INSTANTS = (
    "as_of", "ts", "entered_at", "exited_at", "recycled_at", "rest_until", "lifted_at", "left_at", "suppressed_at",
    "suppressed_until", "met_at", "promoted_at", "settled_at", "from_ts", "until_ts", "paid_at",
)  # fmt: skip


def person_document(trace: PersonTrace) -> dict[str, object]:
    """Return the explanation as plain values, ready for ``json.dumps``."""
    recycles = [{**asdict(each), "bypassed": each.bypassed, "at_max_passes": each.at_most} for each in trace.recycles]
    return {key: _field(key, value, trace.zone) for key, value in {**asdict(trace), "recycles": recycles}.items()}


def account_document(trace: AccountTrace) -> object:
    """Return the explanation of an account as plain values, ready for ``json.dumps``."""
    return _plain(asdict(trace), trace.zone)


def _plain(value: object, zone: str) -> object:
    if isinstance(value, dict):
        return {key: _field(key, each, zone) for key, each in value.items()}
    return [_plain(each, zone) for each in value] if isinstance(value, list | tuple) else value


def _field(key: str, value: object, zone: str) -> object:
    return _instant(value, zone) if key in _INSTANTS else _plain(value, zone)


def _instant(value: object, zone: str) -> str | None:
    return show(value, zone) if isinstance(value, int) else None
