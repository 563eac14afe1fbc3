"""The command ``due``: what must be done next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from tripact.cli import output
from tripact.cli.clock_commands import evaluation_of
from tripact.cli.report_options import AsJson, AsOf, KnownAt

if TYPE_CHECKING:
    from tripact.report.clock_ladder import Level
    from tripact.report.clock_list import ListedClock

_COLUMNS = ("clock", "owner", "due", "", "left", "next level")


@dataclass(frozen=True)
class _Due:
    """An open clock with its owner at the moment and its next level."""

    clock: ListedClock
    owner: str | None
    level: Level | None

    def away(self, now: int) -> int:
        """How far away its end is, in milliseconds; negative when it is over."""
        return (self.clock.due_at or now) - now


def due(
    context: typer.Context,
    since: Annotated[
        str | None, typer.Option("--from", help="Only what is due from that day on.", metavar="DATE")
    ] = None,
    until: Annotated[str | None, typer.Option(help="Only what is due by then.", metavar="TIME")] = None,
    owner: Annotated[str | None, typer.Option(help="Only what this owner has to do.", metavar="NAME")] = None,
    commitment: Annotated[str | None, typer.Option(help="Only the clocks of this commitment.", metavar="NAME")] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """What is due next, by the moment on the wall clock, overdue clocks first: business time left, next escalation.

    Example: tripact --workspace W due --until 2026-03-31 --owner sdr-2
    """
    from tripact.cli.moments import instant_of, period_of
    from tripact.evaluate.commitments import Clocks
    from tripact.report.clock_ladder import next_levels
    from tripact.report.clock_list import open_clocks, owners_of

    workspace, evaluation = evaluation_of(context, as_of, known_at)
    agreement, now = workspace.agreement, evaluation.moment.as_of
    first, _ = period_of(agreement, since, None)
    last = None if until is None else instant_of(agreement, until, "--until")
    if commitment is not None and commitment not in agreement.clocks:
        raise typer.BadParameter(f"'{commitment}' is no commitment. Known are: {', '.join(agreement.clocks)}.")
    clocks = Clocks(evaluation)
    levels, owners = next_levels(clocks), owners_of(clocks, now)
    found = [_Due(each, owners.get(each.number), levels.get(each.number)) for each in open_clocks(clocks, last)]
    wanted = [
        each
        for each in found
        if (first is None or (each.clock.due_at or 0) >= first)
        and owner in (None, each.owner)
        and commitment in (None, each.clock.commitment)
    ]
    _show(wanted, now, agreement.zone, as_json=as_json)


def _show(found: list[_Due], now: int, zone: str, *, as_json: bool) -> None:
    from tripact.worktime.instant import show

    if as_json:
        rows = [_document(each, now, zone) for each in found]
        output.print_json({"report": "due", "as_of": show(now, zone), "rows": rows})
    elif found:
        output.print_table(f"Due, as of {show(now, zone)}", _COLUMNS, [_row(each, now, zone) for each in found], left=2)
    else:
        output.OUT.print("Nothing is due.")


def _row(each: _Due, now: int, zone: str) -> list[str]:
    """Return a line: the time on the wall, the measured time left, the next level."""
    from tripact.cli.clock_table import away
    from tripact.cli.clock_words import measured, when
    from tripact.report.clock_list import seconds

    clock, level, left = each.clock, each.level, each.clock.left
    return [
        clock.id,
        each.owner or "—",
        when(clock.due_at, zone),
        away(each.away(now), overdue=clock.state == "breached_open"),
        "—" if left is None or left < 0 else f"{measured(seconds(left), clock.measure)} {clock.measure}",
        "—" if level is None else f"{level.says}, {when(level.fires_after, zone)}",
    ]


def _document(each: _Due, now: int, zone: str) -> dict[str, object]:
    from tripact.report.clock_ladder import level_document
    from tripact.report.clock_list import clock_document, seconds

    known = clock_document(each.clock, zone)
    names = ("id", "subject", "commitment", "pass", "started_at", "due_at", "breach_after", "state", "unit")
    return {
        **{name: known[name] for name in names},
        "owner": each.owner,
        "overdue": each.clock.state == "breached_open",
        "in_seconds": seconds(each.away(now)),
        "left_seconds": seconds(each.clock.left),
        "next_level": None if each.level is None else level_document(each.level, zone),
    }
