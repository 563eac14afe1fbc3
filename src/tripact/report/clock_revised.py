"""Verdicts that facts recorded later have revised: broken as it was known then, kept as it happened (methods §4.1)."""

from __future__ import annotations

from sqlglot import exp

from tripact.evaluate.compose import bind, read_query, values_relation
from tripact.report.told_family import told_family
from tripact.report.told_of import told_of


def clock_revised(known_at: int) -> dict[str, exp.Query]:
    """Return the relation (clock, known_ts) of the commitments, and what it is built from."""
    return {
        **told_of(known_at),
        "told_family": told_family(),
        "clock_revised": bind(read_query("clock_revised", "tripact.report"), {"known_at": known_at}),
    }


def never_revised() -> dict[str, exp.Query]:
    """Return the same without any clock: objectives are judged as things happened, and nobody escalated by them."""
    return {"clock_revised": values_relation({"clock": "bigint", "known_ts": "bigint"}, ())}
