"""The command ``explain clock``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tripact.agreement.spelling import suggest
from tripact.cli import output
from tripact.errors import TripactError

if TYPE_CHECKING:
    from tripact.agreement.agreement import Agreement
    from tripact.report.clock_trace import ClockTrace, SubjectClocks
    from tripact.report.prohibition_trace import ProhibitionTrace


def clock(
    context: typer.Context,
    identifier: Annotated[
        str, typer.Argument(help="SUBJECT/COMMITMENT/RUN, or SUBJECT for all its clocks.", metavar="ID")
    ],
    as_of: Annotated[str | None, typer.Option("--as-of", help="The moment; now by default.")] = None,
    known_at: Annotated[str | None, typer.Option("--known-at", help="Use only what was recorded by then.")] = None,
    picture: Annotated[Path | None, typer.Option(help="Draw the clock into this file.", metavar="FILE.svg")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Why a clock was kept or not: the promise, its moments, the open time counted out, the verdict.

    Example: tripact --workspace W explain clock p-1042/first_touch/1
    """
    from tripact.boot import open_workspace
    from tripact.cli.moments import moment_of
    from tripact.report.clock_trace import SubjectClocks

    workspace = open_workspace(context.obj)
    agreement = workspace.agreement
    with output.progress("Copying facts") as show:
        engine = workspace.engine(show)
    subject, run = split_id(identifier, tuple(agreement.clocks))
    moment = moment_of(agreement, as_of, known_at)
    try:
        clocks = SubjectClocks(agreement, engine, moment, subject)
    except TripactError as unknown:
        raise _mistaken(identifier, tuple(agreement.clocks)) or unknown from unknown
    try:
        if run is None:
            _list(clocks, agreement.zone, as_json=as_json)
        elif forbidden := clocks.prohibition(*run):
            _explain_prohibition(forbidden, agreement, picture, as_json=as_json)
        else:
            _explain(clocks.trace(clocks.one(*run)), picture, as_json=as_json)
    finally:
        clocks.close()


def _mistaken(identifier: str, commitments: tuple[str, ...]) -> TripactError | None:
    """Return what is wrong with an id that ends like a run of a clock, but names no commitment."""
    *subject, commitment, run = ["", "", *identifier.split("/")]
    if len(subject) < 3 or not run.isdecimal() or commitment in commitments:
        return None
    return TripactError("missing", f"There is no commitment '{commitment}'.", hint=suggest(commitment, commitments))


def split_id(identifier: str, commitments: tuple[str, ...]) -> tuple[str, tuple[str, int] | None]:
    """Return the subject, and commitment and run where the id names them; ids of subjects may hold slashes.

    Example:
        >>> split_id("a/b/answer/2", ("answer",))
        ('a/b', ('answer', 2))
    """
    *subject, commitment, run = ["", "", *identifier.split("/")]
    if len(subject) > 2 and commitment in commitments and run.isdecimal():
        return "/".join(subject[2:]), (commitment, int(run))
    return identifier, None


def _list(clocks: SubjectClocks, zone: str, *, as_json: bool) -> None:
    from tripact.cli.clock_table import print_clocks
    from tripact.cli.prohibition_text import print_prohibitions
    from tripact.report.clock_list import clock_document
    from tripact.report.prohibition_list import prohibition_document

    if as_json:
        forbidden = [prohibition_document(each, zone) for each in clocks.prohibitions]
        output.print_json({"clocks": [clock_document(each, zone) for each in clocks.found], "prohibitions": forbidden})
    else:
        print_clocks(clocks.found, zone)
        print_prohibitions(clocks.prohibitions, zone)


def _explain_prohibition(trace: ProhibitionTrace, agreement: Agreement, picture: Path | None, *, as_json: bool) -> None:
    from tripact.cli.prohibition_text import print_prohibition
    from tripact.report.prohibition_trace import trace_document

    if picture:
        raise TripactError("invalid", "A prohibition counts no open time to draw.", hint="Leave --picture out.")
    if as_json:
        output.print_json(trace_document(trace, agreement.zone))
    else:
        print_prohibition(trace, agreement)


def _explain(trace: ClockTrace, picture: Path | None, *, as_json: bool) -> None:
    from tripact.cli.clock_json import trace_document
    from tripact.cli.clock_text import print_trace

    if picture:
        from tripact.report.clock_strip import clock_strip

        if picture.suffix.lower() != ".svg":
            raise TripactError("usage", f"'{picture.name}' is no name for an SVG picture.", hint="End it in .svg.")
        output.write_file(picture, clock_strip(trace))
    if as_json:
        output.print_json(trace_document(trace))
    else:
        print_trace(trace)
