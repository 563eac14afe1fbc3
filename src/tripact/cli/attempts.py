"""The command ``report attempts``."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from tripact.cli import output
from tripact.cli.clock_commands import AsJson, AsOf, KnownAt, Since, Until, evaluation_of

if TYPE_CHECKING:
    from tripact.report.attempts import Attempts

_COLUMNS = (
    "obligation", "needed", "n", "met", "early", "missed", "pending", "cancelled", "undec.", "adherence",
    "95% interval", "completeness",
)  # fmt: skip


def attempts(
    context: typer.Context,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """Whether enough attempts were made: adherence, how far the missed ones came, and a matrix attempt by day.

    Example: tripact --workspace W report attempts --from 2026-01-01
    """
    from tripact.cli.moments import period_of
    from tripact.evaluate.commitments import Clocks
    from tripact.report.attempts import DEFINITIONS
    from tripact.report.attempts import attempts as build
    from tripact.worktime.instant import show

    workspace, evaluation = evaluation_of(context, as_of, known_at)
    rows = build(Clocks(evaluation), *period_of(workspace.agreement, since, until))
    if as_json:
        shown = show(evaluation.moment.as_of, workspace.agreement.zone)
        found = [_row(row) for row in rows]
        output.print_json({"report": "attempts", "as_of": shown, "rows": found, "definitions": DEFINITIONS})
    elif rows:
        _print(rows)
    else:
        output.say("No commitment asks for attempts, or none of their clocks has started.")


def _row(row: Attempts) -> dict[str, object]:
    plain = {name: value for name, value in asdict(row).items() if name not in ("adherence", "matrix")}
    share = row.adherence
    figures = {"adherence": share.value, "low": share.low, "high": share.high, "numerator": share.numerator}
    matrix = [cell._asdict() for cell in row.matrix]
    return {**plain, **figures, "denominator": share.denominator, "matrix": matrix}


def _print(rows: tuple[Attempts, ...]) -> None:
    from tripact.report.writer import Writer

    writer = Writer("en", "UTC")
    lines = [
        [
            row.commitment,
            f"{row.needed} on {row.channels} channels" if row.channels > 1 else str(row.needed),
            *(f"{n:,}" for n in (row.n, row.met, row.fulfilled_early, row.missed)),
            *(f"{n:,}" for n in (row.pending, row.cancelled, row.undecidable)),
            writer.percent(row.adherence.value),
            writer.interval(row.adherence.low, row.adherence.high),
            writer.percent(row.completeness),
        ]
        for row in rows
    ]
    output.print_table("", _COLUMNS, lines)
    for row in rows:
        _print_matrix(row)


def _print_matrix(row: Attempts) -> None:
    """Print how many had their k-th attempt on which day; a dot stands for none."""
    if not row.matrix:
        return
    days = range(max(cell.day for cell in row.matrix) + 1)
    counts = {(cell.attempt, cell.day): cell.n for cell in row.matrix}
    lines = [
        [f"attempt {number}", *(f"{counts[number, day]:,}" if (number, day) in counts else "·" for day in days)]
        for number in range(1, row.needed + 1)
    ]
    output.OUT.print()
    output.print_table(f"{row.commitment}: on which day after the start", ("", *map(str, days)), lines)
