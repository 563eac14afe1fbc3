"""The command ``explain handoff``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tripact.cli import output

if TYPE_CHECKING:
    from tripact.report.handoff_trace import SubjectHandoffs


def handoff(
    context: typer.Context,
    identifier: Annotated[
        str, typer.Argument(help="HANDOFF:SUBJECT:NUMBER, or SUBJECT for all its handoffs.", metavar="ID")
    ],
    as_of: Annotated[str | None, typer.Option("--as-of", help="The moment; now by default.")] = None,
    known_at: Annotated[str | None, typer.Option("--known-at", help="Use only what was recorded by then.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Where a handoff stands and why: due, sent, answered, its clocks, and each required field.

    Example: tripact --workspace W explain handoff mql_to_sal:p-1042:1
    """
    from tripact.boot import open_workspace
    from tripact.cli.moments import moment_of
    from tripact.report.handoff_trace import SubjectHandoffs

    workspace = open_workspace(context.obj)
    agreement = workspace.agreement
    with output.progress("Copying facts") as show:
        engine = workspace.engine(show)
    subject, named = split_handoff(identifier, tuple(agreement.handoffs))
    handoffs = SubjectHandoffs(agreement, engine, moment_of(agreement, as_of, known_at), subject)
    try:
        _tell(handoffs, named, agreement.zone, as_json=as_json)
    finally:
        handoffs.close()


def split_handoff(identifier: str, handoffs: tuple[str, ...]) -> tuple[str, tuple[str, int] | None]:
    """Return the subject, and handoff and number where the id names them; ids of subjects may hold colons.

    Example:
        >>> split_handoff("pack:a:b:2", ("pack",))
        ('a:b', ('pack', 2))
    """
    name, *subject, number = ["", *identifier.split(":")][1:] if ":" in identifier else ["", "", ""]
    if subject and name in handoffs and number.isdecimal():
        return ":".join(subject), (name, int(number))
    return identifier, None


def _tell(handoffs: SubjectHandoffs, named: tuple[str, int] | None, zone: str, *, as_json: bool) -> None:
    from tripact.cli.handoff_json import trace_document
    from tripact.cli.handoff_text import print_handoffs, print_trace
    from tripact.report.handoff_list import handoff_entry

    if named:
        trace = handoffs.trace(handoffs.one(*named))
        output.print_json(trace_document(trace)) if as_json else print_trace(trace)
    elif as_json:
        output.print_json({"handoffs": [handoff_entry(each, zone) for each in handoffs.found]})
    else:
        print_handoffs(handoffs.found, zone)
