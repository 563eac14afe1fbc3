"""What of an evaluation is wanted: of whom, read off where, and how thriftily."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp


@dataclass(frozen=True)
class Scope:
    """Which subjects are evaluated and which values are read.

    Attributes:
        only: Keys of subjects with their accounts and deals; None for everybody.
        chosen: The beginning of the names of tables that hold the facts of the subjects looked at, one for each
            relation; empty where they are read off the ledger.
        judged: A table of the subjects (key) whose verdicts are wanted, of all whose facts are read; empty for all.
        asked: A table of the moves (seq) of which gates are asked; empty where they are asked of all.
        read: Keys of people whose values are read at ``as_of``, beside the decisive instants.
        instants: Instants at which values are read as well, as (person, UTC milliseconds).
        readings: A table of many such instants, as (person, ts); empty where there is none.
        names: Values wanted although no rule names them.
        prune: Whether people who cannot satisfy a rule are left out of the expensive windows; the
            verdicts are the same either way.
    """

    only: tuple[int, ...] | None = None
    chosen: str = ""
    judged: str = ""
    asked: str = ""
    read: tuple[int, ...] = ()
    instants: tuple[tuple[int, int], ...] = ()
    readings: str = ""
    names: tuple[str, ...] = ()
    prune: bool = True

    @property
    def reads(self) -> bool:
        """Whether values are read elsewhere than where rules are decided."""
        return bool(self.read or self.instants or self.readings)

    def judges(self, journey: exp.Expr) -> exp.Expr:
        """Return the condition of a journey whose verdicts are wanted."""
        return journey.isin(query=exp.select("key").from_(self.judged)) if self.judged else exp.true()


EVERYTHING = Scope()
"""Everybody, as thriftily as possible."""
