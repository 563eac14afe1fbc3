"""Obligations to try: how many were kept, how far the missed ones came, and on which day each attempt was made.

Definitions: methods §4.2. ``adherence = (met + fulfilled early) / (met + fulfilled early + missed)``; completeness is
``min(1, attempts / needed)``, the mean over the missed ones.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby

from tripact.agreement.agreement import Agreement
from tripact.agreement.values import Texts
from tripact.evaluate.commitments import Clocks
from tripact.evaluate.evaluation import Evaluation
from tripact.report.attempts_made import Made, attempts_made
from tripact.report.attempts_states import Standing, standings
from tripact.report.clock_rows import promise
from tripact.report.heading import Heading, Period, bounds
from tripact.report.proportion import Rate, rate

MISSED = ("breached_open", "met_late")
"""Obligations whose time was over before enough attempts were made."""

DEFINITIONS = {
    "adherence": "Obligations met or fulfilled early / those and the missed ones, with the Wilson 95% interval. "
    "Pending, cancelled and undecidable ones are in no rate.",
    "completeness": "Of the missed ones: attempts made in time / attempts needed, at most 1; the mean.",
    "matrix": "Obligations whose attempt of that number was made on that day after the start. Days are local days "
    "of the calendar; day 0 is the day of the start.",
}


@dataclass(frozen=True)
class Attempts:
    """One obligation; ``n = met + fulfilled_early + missed + pending + cancelled + undecidable``."""

    commitment: str
    needed: int
    channels: int
    n: int
    met: int
    fulfilled_early: int
    missed: int
    pending: int
    cancelled: int
    undecidable: int
    adherence: Rate
    completeness: float | None
    matrix: tuple[Made, ...]


@dataclass(frozen=True)
class AttemptsReport:
    """The whole report.

    Attributes:
        heading: What it is of; the counted clocks started in its period.
        rows: The obligations to try.
        titles: What each is called; ``promises`` the time it promises today.
    """

    heading: Heading
    rows: tuple[Attempts, ...]
    titles: dict[str, Texts] = field(default_factory=dict)
    promises: dict[str, str] = field(default_factory=dict)


def attempts_report(clocks: Clocks, evaluation: Evaluation, period: Period) -> AttemptsReport:
    """Return the report on the obligations to try of an evaluation."""
    agreement, as_of = evaluation.agreement, evaluation.moment.as_of
    rows = attempts(clocks, agreement, *period)
    names = [row.commitment for row in rows]
    return AttemptsReport(
        heading=Heading.of(evaluation, period),
        rows=rows,
        titles={name: agreement.clocks[name].title or name for name in names},
        promises={name: promise(agreement, name, as_of).text for name in names},
    )


def attempts(clocks: Clocks, agreement: Agreement, since: int | None, until: int | None) -> tuple[Attempts, ...]:
    """Return the obligations to try of clocks that started in a period, by commitment."""
    period = bounds((since, until))
    rows, made = standings(clocks, period), attempts_made(clocks, agreement, period)
    grouped = groupby(rows, key=lambda row: row.commitment)
    return tuple(_attempts(list(group), tuple(made.get(name, ()))) for name, group in grouped)


def _attempts(rows: list[Standing], matrix: tuple[Made, ...]) -> Attempts:
    count = Counter[str]()
    for row in rows:
        count["missed" if row.state in MISSED else row.state] += row.n
    pending = count["running"] + count["paused"]
    kept = count["met"] + count["fulfilled_early"]
    return Attempts(
        rows[0].commitment,
        rows[0].needed,
        rows[0].channels,
        sum(row.n for row in rows),
        count["met"],
        count["fulfilled_early"],
        count["missed"],
        pending,
        count["cancelled"],
        count["undecidable"],
        rate(kept, kept + count["missed"], open=pending),
        _completeness([row for row in rows if row.state in MISSED]),
        matrix,
    )


def _completeness(missed: list[Standing]) -> float | None:
    n = sum(row.n for row in missed)
    return sum(min(1.0, row.made / row.needed) * row.n for row in missed) / n if n else None
