"""When facts were recorded: what was told late, and of whom."""

from __future__ import annotations

from functools import reduce

from sqlglot import exp

from tripact.evaluate.compose import bind, read_query
from tripact.ledger.relations import RELATIONS
from tripact.worktime.dated import BEGINNING

_TELLING = tuple(name for name in RELATIONS if name not in ("subjects", "restated", "voids"))
_COLUMNS = ("seq", "ts", "recorded_at", "person", "account", "deal")


def told_of(known_at: int) -> dict[str, exp.Query]:
    """Return the relation (seq, ts, recorded_at, subject) of what was told late, and what it is built from."""
    told = bind(read_query("told_of", "tripact.report"), {"known_at": known_at, "beginning": BEGINNING})
    return {"told_late": _told("", "recorded_at > ts"), "ever_told": ever_told(), "told_of": told}


def ever_told() -> exp.Query:
    """Return all facts but corrections, also those that were voided since: the ledger alone still knows of whom."""
    return _told("ledger.")


def _told(prefix: str, where: str = "") -> exp.Query:
    told: list[exp.Query] = [exp.select(*_COLUMNS).from_(exp.to_table(f"{prefix}{name}")) for name in _TELLING]
    chosen = [each.where(where) if where else each for each in told]
    return reduce(lambda left, right: exp.union(left, right, distinct=False, copy=False), chosen)
