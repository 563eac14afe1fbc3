"""The explanation of a person as JSON: instants in ISO 8601 with the agreement's offset."""

from __future__ import annotations

from dataclasses import asdict

from tripact.evaluate.explanation import PersonTrace
from tripact.worktime.instant import show

_INSTANTS = ("as_of", "ts", "entered_at", "exited_at")


def person_document(trace: PersonTrace) -> dict[str, object]:
    """Return the explanation as plain values, ready for ``json.dumps``."""
    return {key: _field(key, value, trace.zone) for key, value in asdict(trace).items()}


def _plain(value: object, zone: str) -> object:
    if isinstance(value, dict):
        return {key: _field(key, each, zone) for key, each in value.items()}
    return [_plain(each, zone) for each in value] if isinstance(value, list | tuple) else value


def _field(key: str, value: object, zone: str) -> object:
    return _instant(value, zone) if key in _INSTANTS else _plain(value, zone)


def _instant(value: object, zone: str) -> str | None:
    return show(value, zone) if isinstance(value, int) else None
