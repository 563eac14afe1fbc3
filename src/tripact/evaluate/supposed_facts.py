"""The facts of one relation that count for moves that are only supposed."""

from __future__ import annotations

from tripact.evaluate.step import Step
from tripact.ledger.kinds import ColumnType

HORIZONS: dict[str, ColumnType] = {"key": "bigint", "until_ts": "bigint", "before_seq": "bigint"}
"""Until which instant, and before which place in the ledger, the facts of a subject count."""

STEP = Step(
    "supposed_facts",
    inputs=("facts", "horizons"),
    outputs={},
    says="a fact counts for a move that is supposed; it has the columns of its relation",
)
