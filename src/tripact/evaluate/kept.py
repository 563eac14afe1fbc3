"""The verdicts of the last round, kept as tables beside the facts: state that can be made again at any time.

A table holds the rows of a relation without their running numbers. The relations that are kept stand
in one list; a new one joins by being listed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Literal, NamedTuple

from sqlglot import exp

from tripact import __version__
from tripact.evaluate import (
    account_promotions,
    commitments,
    custody,
    handoff_fields,
    handoff_rounds,
    prohibitions,
    promotable,
    promotions,
    recycles,
    stage_audit,
    visits,
)
from tripact.evaluate.compose import literal
from tripact.evaluate.engine import KeepingEngine
from tripact.evaluate.step import Step

SCHEMA = "verdicts"
_RECORD = f"{SCHEMA}.last_round"


@dataclass(frozen=True)
class Kept:
    """A relation that is kept.

    Attributes:
        name: Its name.
        step: What declares its columns.
        by: The column with the key of the subject that a row is about.
        part: Which part of an evaluation gives it: its steps, its clocks, gates or handoffs.
        until: The column with a moment at which time alone changes a row; None where facts alone do.
        reached: Whether the row changes at that moment itself, or only after it.
        open: The condition of a row whose time goes on; empty where none does.
        again: The condition of a row of the touched that is judged again; the others stand.
        unsure: The condition of an open row that any time may change, because its own moments are not known.
    """

    name: str
    step: Step
    by: str = "journey"
    part: Literal["steps", "clocks", "gates", "handoffs"] = "steps"
    until: str | None = None
    reached: bool = False
    open: str = ""
    unsure: str = "false"
    again: str = "true"

    @property
    def columns(self) -> tuple[str, ...]:
        """What is kept of a row; running numbers change from one evaluation to the next."""
        return tuple(name for name in self.step.outputs if name != "id")

    @property
    def table(self) -> str:
        """Where its rows stand."""
        return f"{SCHEMA}.{self.name}"


_OPEN, _UNSURE = "stopped_at is null", "state = 'undecidable'"
_ASKED = "seq in (select seq from asked_moves) or journey in (select key from touched where late = 1)"

KEPT: tuple[Kept, ...] = (
    Kept("promotable", promotable.STEP, by="person"),
    Kept("promotions", promotions.STEP, by="person"),
    Kept("visits", visits.STEP),
    Kept("account_promotions", account_promotions.STEP, by="account"),
    Kept("commitments", commitments.STEP, part="clocks", until="breach_after", open=_OPEN, unsure=_UNSURE),
    Kept("objectives", commitments.STEP, part="clocks", until="breach_after", open=_OPEN, unsure=_UNSURE),
    Kept("prohibitions", prohibitions.STEP, part="clocks", until="until_at", reached=True),
    Kept("custody", custody.STEP, part="clocks"),
    Kept("recycles", recycles.STEP, by="person", until="rest_until", reached=True),
    Kept("stage_audit", stage_audit.STEP, part="gates", again=_ASKED),
    Kept("handoff_rounds", handoff_rounds.STEP, part="handoffs"),
    Kept("handoff_fields", handoff_fields.STEP, part="handoffs"),
)
"""Every relation that is kept. Shares of custody go on with the clock that they belong to."""


class LastRound(NamedTuple):
    """What the kept verdicts were computed from.

    Attributes:
        basis: The agreement's digest and this release's definitions, as one digest.
        as_of: As of when.
        known_at: As known when.
        seq: The last fact that the copy held.
        settled: As of when the time of open clocks was counted last.
        owned: Whether owners were recorded at all: whose time it was is said by that of everybody.
    """

    basis: str
    as_of: int
    known_at: int
    seq: int
    settled: int
    owned: bool


def basis_of(digest: str) -> str:
    """Return what tells one agreement under one release from all others."""
    return sha256(f"{digest} {__version__} {_definitions()}".encode()).hexdigest()


def last_round(engine: KeepingEngine) -> LastRound | None:
    """Return what the kept verdicts were computed from; None where there are none."""
    known = exp.select("1").from_("information_schema.tables")
    if not engine.rows(known.where(f"table_schema = '{SCHEMA}' and table_name = 'last_round'")):
        return None
    rows = engine.rows(exp.select("*").from_(_RECORD))
    # a release before this one may have kept other columns
    return LastRound(*rows[0]) if rows and len(rows[0]) == len(LastRound._fields) else None  # type: ignore[arg-type]


def record_round(engine: KeepingEngine, round_: LastRound) -> None:
    """Keep what the verdicts were computed from, instead of what stood there."""
    said = [exp.alias_(literal(value), name) for name, value in round_._asdict().items()]
    make_table(engine, _RECORD, exp.select(*said))


def make_schema(engine: KeepingEngine) -> None:
    """Make the place where verdicts are kept, unless it is there."""
    engine.execute(exp.Create(this=exp.Table(db=exp.to_identifier(SCHEMA)), kind="SCHEMA", exists=True))


def make_table(engine: KeepingEngine, table: str, query: exp.Query) -> None:
    """Keep the result of a query as a table, instead of one that stands there."""
    engine.execute(exp.Create(this=exp.to_table(table), kind="TABLE", replace=True, expression=query))


@cache
def _definitions() -> str:
    """Return a digest of everything that decides verdicts in this release."""
    found = sorted((each.name, each) for each in resources.files("tripact.evaluate").iterdir())
    texts = [file.read_bytes() for name, file in found if name.endswith((".sql", ".py"))]
    return sha256(b"\0".join(texts)).hexdigest()
