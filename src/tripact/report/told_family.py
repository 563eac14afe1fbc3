"""Whose facts may matter to the clocks of a journey."""

from __future__ import annotations

from sqlglot import exp

from tripact.evaluate.compose import read_query


def told_family() -> exp.Query:
    """Return the relation (journey, subject)."""
    return read_query("told_family", "tripact.report")
