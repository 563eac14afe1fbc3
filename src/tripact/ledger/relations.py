"""The relations that evaluation reads: one typed relation for each kind of fact, plus the subjects.

Subjects stand as integer surrogate keys, one numbering for people, accounts and deals. Instants
are UTC milliseconds. The same relations are DuckDB tables in the columnar copy and tables or
views in a warehouse.
"""

from __future__ import annotations

from tripact.ledger.kinds import KINDS, ColumnType, columns

PLURALS = {
    "identity": "identities",
    "usage": "usage",
    "revenue": "revenue",
    "spend": "spend",
    "coverage": "coverage",
}

ENVELOPE: dict[str, ColumnType] = {
    "seq": "bigint",
    "recorded_at": "bigint",
    "ts": "bigint",
    "day_precision": "boolean",
    "person": "bigint",
    "account": "bigint",
    "deal": "bigint",
    "actor": "text",
}
"""The columns every relation of facts begins with."""

EXTRA: dict[str, dict[str, ColumnType]] = {
    "attribute": {"number": "double", "truth": "boolean"},
    "link": {"other_key": "bigint"},
    "void": {"voided_seq": "bigint"},
}
"""Columns that the copy derives: a value read as a number or as a truth, the key of a named subject or fact."""

SUBJECTS: dict[str, ColumnType] = {"key": "bigint", "kind": "text", "id": "text"}


def relation_name(kind: str) -> str:
    """Return the name of the relation that holds the facts of a kind."""
    return PLURALS.get(kind, f"{kind}s")


def relation_columns(kind: str) -> dict[str, ColumnType]:
    """Return the columns of the relation of a kind, in order."""
    return {**ENVELOPE, **columns(kind), **EXTRA.get(kind, {})}


RESTATED: dict[str, ColumnType] = {"subject": "bigint"}
"""Subjects of whom some attribute was stated more than once: all others need no history."""

RELATIONS: dict[str, dict[str, ColumnType]] = {
    "subjects": SUBJECTS,
    "restated": RESTATED,
    **{relation_name(kind): relation_columns(kind) for kind in KINDS},
}
"""Every relation by name, with its columns."""
