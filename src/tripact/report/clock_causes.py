"""Where breaches come from: the circumstances they share, each with its counts and its own rate (CLK-7)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from tripact.agreement.agreement import Agreement
from tripact.evaluate.commitments import Clocks
from tripact.evaluate.compose import bind, read_query
from tripact.evaluate.evaluation import Evaluation
from tripact.report.adherence import adherence
from tripact.report.adherence_result import AdherenceReport
from tripact.report.cause import CIRCUMSTANCES, Cause
from tripact.report.clock_counted import clock_counted, period_bounds
from tripact.report.clock_labels import clock_labels
from tripact.report.clock_options import ClockOptions
from tripact.report.clock_periods import SLOT, clock_zone, period_label
from tripact.report.clock_rows import clock_rows, promised
from tripact.report.clock_waiting import waiting_notes
from tripact.report.prohibition_sums import prohibition_sums
from tripact.report.proportion import rate

ALWAYS = ("ending", "held")
"""Told also where all breaches share one value; of the others one value says nothing."""
TOP = 3
"""So many values of each circumstance, those with the most breaches."""


class _Count(NamedTuple):
    broken: int
    decided: int


def clocks_report(clocks: Clocks, evaluation: Evaluation, options: ClockOptions) -> AdherenceReport:
    """Return the report on clocks with where its breaches come from, and how often what is forbidden happened."""
    causes = clock_causes(clocks, evaluation, options)
    forbidden = prohibition_sums(clocks, evaluation, options)
    report = adherence(clocks, evaluation, options)
    notes = (*report.notes, *waiting_notes(clocks, options, evaluation.moment))
    return replace(report, causes=causes, prohibitions=forbidden, notes=notes)


def clock_causes(clocks: Clocks, evaluation: Evaluation, options: ClockOptions) -> tuple[Cause, ...]:
    """Return the causes of each commitment that was broken in the period: by circumstance, the most breaches first."""
    agreement = evaluation.agreement
    given = {
        "clock_counted": clock_counted(options, evaluation.moment.as_of),
        "clock_owners": clock_labels(replace(options, by="owner")),
        "clock_channels": clock_labels(replace(options, by="channel")),
    }
    query = bind(read_query("clock_causes", "tripact.report"), {**period_bounds(options)})
    rows = [_Row(*row) for row in clock_rows(clocks, query, given)]  # type: ignore[arg-type]
    return tuple(
        cause
        for name in promised(agreement)
        for cause in _causes(name, [row for row in rows if row.commitment == name], agreement)
    )


class _Row(NamedTuple):
    commitment: str
    circumstance: str
    value: str | None
    slot: int
    broken: int
    decided: int


def _causes(name: str, rows: list[_Row], agreement: Agreement) -> Iterator[Cause]:
    counts: dict[str, dict[str | None, _Count]] = defaultdict(dict)
    for row in rows:
        value = _hour(name, row.slot, agreement) if row.circumstance == "weekday-hour" else row.value
        before = counts[row.circumstance].get(value, _Count(0, 0))
        counts[row.circumstance][value] = _Count(before.broken + row.broken, before.decided + row.decided)
    whole = _total(counts["weekday-hour"].values())
    if not whole.broken:
        return
    for circumstance in CIRCUMSTANCES:
        values = counts[circumstance]
        if circumstance in ALWAYS or len(values) > 1:
            yield from _top(name, circumstance, values, whole)


def _top(name: str, circumstance: str, values: dict[str | None, _Count], whole: _Count) -> Iterator[Cause]:
    ordered = sorted(values.items(), key=lambda each: (-each[1].broken, each[0] is None, each[0] or ""))
    for value, count in ordered[: None if circumstance == "ending" else TOP]:
        if not count.broken:
            continue
        of_its_own = None if circumstance == "ending" else rate(count.broken, count.decided)
        expected = count.decided * whole.broken / whole.decided
        excess = None if of_its_own is None else count.broken - expected
        yield Cause(name, circumstance, value, count.broken, whole.broken, of_its_own, excess)


def _total(counts: Iterable[_Count]) -> _Count:
    sums = Counter[str]()
    for count in counts:
        sums.update(count._asdict())
    return _Count(sums["broken"], sums["decided"])


def _hour(name: str, slot: int, agreement: Agreement) -> str:
    instant = slot * SLOT
    return period_label("weekday-hour", instant, clock_zone(agreement, name, instant))
