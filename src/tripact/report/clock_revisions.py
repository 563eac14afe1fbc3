"""How the verdict on one clock was changed by what was recorded later: it is judged again as known before each change.

The verdict stands in what is known; ``as known then`` is a whole evaluation at the moment before a late fact was
recorded, so whatever changed it is seen: a call, a pause, a start told late, a fact taken back, a merge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.evaluate.commitments import Clocks
from tripact.evaluate.compose import bind, chain, literal, read_query
from tripact.evaluate.engine import Engine
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.scope import Scope
from tripact.evaluate.visible import Moment, merges, survivors
from tripact.report.clock_list import ListedClock
from tripact.report.clock_rows import clock_rows
from tripact.report.told_of import ever_told
from tripact.worktime.dated import BEGINNING

MOST = 12
"""So many recordings are looked back on, the latest: each is an evaluation of its own."""
_VERDICTS = {
    "met": "kept",
    "fulfilled_early": "kept",
    "met_late": "broken",
    "breached_open": "broken",
    "cancelled": "cancelled",
}
"""What a state says of the promise; the other states have no verdict."""


class Revision(NamedTuple):
    """A change of a verdict.

    Attributes:
        recorded_at: When the facts were recorded that changed it, in UTC milliseconds.
        before: The state as known until then.
        after: The state as known from then on.
        facts: The facts recorded then, by number.
    """

    recorded_at: int
    before: str
    after: str
    facts: tuple[int, ...]


class _Run(NamedTuple):
    """A run as known then, by its journey as known now."""

    journey: int
    commitment: str
    started_at: int
    stopped_at: int | None
    state: str


@dataclass(frozen=True)
class Looking:
    """Who is looked at, and from where.

    Attributes:
        keys: Whose facts matter.
        found: The clocks of all of them as known now.
    """

    agreement: Agreement
    engine: Engine
    moment: Moment
    keys: tuple[int, ...]
    found: Sequence[ListedClock]

    def revisions(self, clock: ListedClock) -> tuple[Revision, ...]:
        """Return the changes of a clock's verdict, by when they were recorded."""
        recorded = self._recorded(clock)
        latest = sorted(recorded)[-MOST:]
        stood = [(at, self._state(clock, at - 1)) for at in latest]
        known = [(at, state) for at, state in stood if state is not None]
        changes = [
            (until, before, after)
            for (_, before), (until, after) in pairwise([*known, (0, clock.state)])
            if before in _VERDICTS and _VERDICTS[before] != _VERDICTS.get(after)
        ]
        return tuple(
            Revision(at := _changed(stood, until), before, after, recorded[at]) for until, before, after in changes
        )

    def _recorded(self, clock: ListedClock) -> dict[int, tuple[int, ...]]:
        """Return the facts that may have changed the verdict, by when they were recorded."""
        over = max(clock.breach_after or BEGINNING, clock.stopped_at or BEGINNING)
        until = self.moment.as_of if over == BEGINNING else min(over, self.moment.as_of)
        asked: dict[str, exp.Expr | int] = {
            "whose": exp.column("subject").isin(*map(literal, self.keys)),
            "after": clock.started_at,
            "known_at": self.moment.known_at,
            "until": until,
        }
        query = chain(bind(read_query("clock_revisions", "tripact.report"), {**asked}), {"ever_told": ever_told()})
        found: dict[int, tuple[int, ...]] = {}
        for recorded_at, seq in self.engine.rows(query):
            found[int(str(recorded_at))] = (*found.get(int(str(recorded_at)), ()), int(str(seq)))
        return found

    def _state(self, clock: ListedClock, known_at: int) -> str | None:
        """Return the state as known then; None where no such clock stood."""
        moment = Moment(min(self.moment.as_of, known_at), known_at)
        evaluation = Evaluation(self.agreement, self.engine, moment, Scope(only=self.keys))
        try:
            rows = clock_rows(Clocks(evaluation), exp.select(*_Run._fields).from_("commitments"))
        finally:
            evaluation.close()
        same = survivors(self.engine.rows(merges(self.moment)))  # type: ignore[arg-type]
        runs = [_Run(*row) for row in rows]  # type: ignore[arg-type]
        runs = [run._replace(journey=same.get(run.journey, run.journey)) for run in runs]
        mine = [run for run in runs if (run.journey, run.commitment) == (clock.journey, clock.commitment)]
        return _counterpart(clock, mine, self.found)


def _changed(stood: Sequence[tuple[int, str | None]], until: int) -> int:
    """Return the last recording before a state was looked at again; 0 is now."""
    return [at for at, _ in stood if not until or at < until][-1]


def _counterpart(clock: ListedClock, runs: Iterable[_Run], found: Sequence[ListedClock]) -> str | None:
    """Return the state of the run that stood for a clock: of its start, else in its time with no other heir."""
    others = {each.started_at for each in found if (each.journey, each.commitment) == (clock.journey, clock.commitment)}
    met = sorted(_overlapping(clock, runs), key=lambda run: run.started_at)
    same = [run.state for run in met if run.started_at == clock.started_at]
    return next(iter(same or [run.state for run in met if run.started_at not in others]), None)


def _overlapping(clock: ListedClock, runs: Iterable[_Run]) -> Iterator[_Run]:
    for run in runs:
        ends_before = clock.stopped_at is not None and clock.stopped_at < run.started_at
        if not ends_before and not (run.stopped_at is not None and run.stopped_at < clock.started_at):
            yield run
