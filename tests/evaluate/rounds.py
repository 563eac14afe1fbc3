"""A real ledger that is told facts in batches, with its copy and the verdicts kept beside it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.evaluate.ledgers import KINDS, Line, instant
from tripact.agreement.agreement import Agreement
from tripact.evaluate.engines.duckdb import DuckdbEngine
from tripact.evaluate.kept import KEPT
from tripact.evaluate.round import Outcome, Round
from tripact.evaluate.visible import Moment
from tripact.ledger.columnar import fill_copy, open_copy
from tripact.ledger.facts import Fact, Subjects, make_fact
from tripact.ledger.facts import Moment as When
from tripact.ledger.kinds import columns
from tripact.ledger.migrations.apply import migrate
from tripact.ledger.sqlite import SqliteStore

Verdicts = dict[str, list[tuple[object, ...]]]


def others(day: float) -> list[Line]:
    """So many more people that two or three touched are few."""
    return [(f"p{n}", day, "attribute", "role", "boss") for n in range(20, 40)]


class Workbench:
    """A ledger with its copy in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.store = SqliteStore(folder / "ledger.sqlite", migrate)
        self.connection = open_copy(folder / "copy.duckdb")
        self.engine = DuckdbEngine(self.connection)
        self._told = 0

    def tell(self, lines: Iterable[Line], day: float) -> None:
        """Record facts on a day and bring the copy up to date."""
        facts = []
        for line in lines:
            self._told += 1
            facts.append(_fact(self._told, line))
        self.store.append(facts, instant(day))
        fill_copy(self.connection, self.store)

    def round(self, policy: Agreement, day: float, known: float | None = None) -> Round:
        """The kept verdicts as of a day."""
        return Round(policy, self.engine, Moment(instant(day), instant(day if known is None else known)))

    def run(self, policy: Agreement, day: float) -> Outcome:
        """Bring them up to a day."""
        return self.round(policy, day).run()

    def kept(self, policy: Agreement, day: float) -> Verdicts:
        """All kept verdicts as of a day, in order."""
        round_ = self.round(policy, day)
        return {kept.name: sorted(map(_shown, round_.rows(kept.name)), key=str) for kept in KEPT}

    def whole(self, policy: Agreement, day: float) -> Verdicts:
        """The same by a whole evaluation, on a copy that keeps nothing."""
        self.connection.execute("drop schema if exists verdicts cascade")
        return self.kept(policy, day)

    def forget_copy(self) -> None:
        """Have the copy laid out and filled again."""
        self.connection.execute("update ledger.copied set ledger = 'another'")
        fill_copy(self.connection, self.store)

    def close(self) -> None:
        """Let go of the files."""
        self.connection.close()
        self.store.close()


def _shown(row: tuple[object, ...]) -> tuple[object, ...]:
    """A row; decayed points are sums whose last digits depend on the moment they are counted from."""
    return tuple(round(value, 6) if isinstance(value, float) else value for value in row)


def _fact(number: int, line: Line) -> Fact:
    subject, day, kind, *values = line
    options: dict[str, Any] = dict(values.pop()) if values and isinstance(values[-1], dict) else {}
    body = dict(zip(columns(kind), values, strict=False)) | {
        name: value for name, value in options.items() if name not in ("by_day", *KINDS.values())
    }
    about = {KINDS[subject[0]]: subject} if subject and kind != "void" else {}
    about |= {name: options[name] for name in KINDS.values() if name in options}
    precision = "day" if options.get("by_day") else "instant"
    return make_fact(kind, ("test", str(number)), Subjects(**about), When(instant(day), precision, "UTC"), body)
