"""A step of an evaluation: a SQL file and what is declared about it."""

from __future__ import annotations

from dataclasses import dataclass, field

from tripact.ledger.kinds import ColumnType


@dataclass(frozen=True)
class Step:
    """One step: the relation it gives, what it reads, and what it means.

    Attributes:
        name: The stem of its ``.sql`` file and the name of its relation.
        inputs: The relations it reads.
        outputs: The columns it gives, with their types.
        says: What one row says.
        kept: Whether its result is kept as a table, because several steps read it.
        cheap: Whether it is better computed wherever it is read than once for all.
        parameters: The ``:names`` that the agreement or the moment fills in.
    """

    name: str
    inputs: tuple[str, ...]
    outputs: dict[str, ColumnType]
    says: str
    kept: bool = False
    cheap: bool = False
    parameters: tuple[str, ...] = field(default=())
