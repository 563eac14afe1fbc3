"""The report on clocks, the list of clocks and what is due, as tables for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from tripact.cli import output
from tripact.cli.clock_words import measured, when
from tripact.cli.prohibition_text import print_sums
from tripact.report.adherence_result import Adherence, AdherenceReport
from tripact.report.clock_cause_tables import broken, top_causes
from tripact.report.clock_list import ListedClock, seconds
from tripact.report.writer import Writer

_COLUMNS = (
    "commitment", "n", "met", "late", "overdue", "pending", "cancelled", "undec.", "attainment", "95% interval",
    "median", "p90", "unit",
)  # fmt: skip
_FIGURES = Writer("en", "UTC")
_CAUSES = ("commitment", "broken", "how most", "in whose time", "broken more often than all")
_EXCUSED = {None: "", "claimed": ", excuse claimed", "approved": ", excused", "rejected": ", excuse rejected"}
_LISTED = ("clock", "started", "due", "stopped", "time", "of", "state")


def print_adherence(report: AdherenceReport) -> None:
    """Print the commitments, their groups and the notes."""
    output.OUT.print(report.heading.line, markup=False)
    output.OUT.print("Pending, cancelled and undecidable clocks are in no rate.", markup=False)
    if any(report.heading.period):
        where = "whose verdict fell into the period" if report.counted == "verdict" else "that started in the period"
        output.OUT.print(f"Clocks {where} are counted; times are of those that started in it.", markup=False)
    output.OUT.print()
    output.print_table("Commitments", _COLUMNS, [_row(row, row.commitment) for row in report.whole])
    for name in dict.fromkeys(row.commitment for row in report.groups):
        rows = [_row(row, _named(row)) for row in report.groups if row.commitment == name]
        output.OUT.print()
        output.print_table(f"{name} by {report.by}", (str(report.by), *_COLUMNS[1:]), rows)
    print_sums(report.prohibitions)
    _print_causes(report)
    _print_excused(report.whole)
    _print_budgets(report.whole)
    if report.notes:
        output.OUT.print("\nAbout the data:")
    for note in report.notes:
        output.OUT.print(f"  · {note.message}", markup=False)


def print_clocks(clocks: Sequence[ListedClock], zone: str) -> None:
    """Print one line for each clock."""
    rows = [
        [
            clock.id,
            *(when(instant, zone) for instant in (clock.started_at, clock.due_at, clock.stopped_at)),
            *(measured(seconds(each), clock.measure) for each in (clock.elapsed, clock.amount)),
            f"{clock.state.replace('_', ' ')}{' *' if clock.revised_at else ''}{_EXCUSED[clock.excused]}",
        ]
        for clock in clocks
    ]
    output.print_table("", _LISTED, rows)
    if any(clock.revised_at for clock in clocks):
        output.OUT.print("\n* stood as broken when its promise ended: what ended it in time was recorded only later.")


def away(milliseconds: int, *, overdue: bool) -> str:
    """Return how far away an instant is: ``in 2 d 18 h``, ``3 h ago``, ``OVERDUE by 1 d 2 h``."""
    length = _wall(abs(milliseconds))
    if overdue:
        return f"OVERDUE by {length}"
    return f"in {length}" if milliseconds >= 0 else f"{length} ago"


def _wall(milliseconds: int) -> str:
    minutes = milliseconds // 60_000
    days, hours = divmod(minutes // 60, 24)
    return f"{days} d {hours} h" if days else measured(minutes * 60 or milliseconds // 1000, "elapsed")


def _named(row: Adherence) -> str:
    value = next(iter(row.group.values()))
    return "(blank)" if value is None else value


def _row(row: Adherence, name: str) -> list[str]:
    rate = row.attainment
    counts = (row.n, row.met, row.met_late, row.breached_open, row.pending, row.cancelled, row.undecidable)
    return [
        name,
        *(f"{count:,}" for count in counts),
        _FIGURES.percent(rate.value),
        _FIGURES.interval(rate.low, rate.high),
        measured(row.median_seconds, row.unit),
        measured(row.p90_seconds, row.unit),
        row.unit,
    ]


def _print_causes(report: AdherenceReport) -> None:
    names = broken(report)
    if names:
        writer = Writer("en", report.heading.zone)
        output.OUT.print()
        rows = [[name, *top_causes(report, name, writer)] for name in names]
        output.print_table("Where breaches come from", _CAUSES, rows)


def _print_excused(rows: Sequence[Adherence]) -> None:
    for row in rows:
        if row.excused:
            output.OUT.print(
                f"\n{row.commitment}: {row.excused:,} of {row.breached:,} breaches are excused; "
                f"without them the attainment would be {_FIGURES.percent(row.unexcused.value)}.",
                markup=False,
            )


def _print_budgets(rows: Sequence[Adherence]) -> None:
    for row in rows:
        if row.budget:
            share, target = _FIGURES.percent(row.budget.burn), _FIGURES.percent(row.budget.target)
            used = "none are allowed" if row.budget.burn is None else f"{share} of them used up"
            output.OUT.print(
                f"\n{row.commitment}: the target of {target} allows {row.budget.allowed:,.1f} "
                f"breaches of {row.attainment.denominator:,} decided; there are {row.breached:,}, {used}.",
                markup=False,
            )
