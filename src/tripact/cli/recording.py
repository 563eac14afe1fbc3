"""The command ``record``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tripact.cli import output
from tripact.errors import TripactError

if TYPE_CHECKING:
    from tripact.boot import Workspace
    from tripact.ledger.facts import Fact
    from tripact.service.record import Outcome, Recorder
    from tripact.service.statement_lines import Counts

_REFUSED = 3


def record(
    context: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            help="The kind of fact, such as attempt, move, deal; or mixed: each says its own.", metavar="KIND"
        ),
    ],
    lines: Annotated[
        Path | None,
        typer.Argument(help="A file of statements, one JSON object a line; '-' reads standard input.", metavar="FILE"),
    ] = None,
    statement: Annotated[
        str | None, typer.Option("--json", help="One statement as a JSON object.", metavar="JSON")
    ] = None,
) -> None:
    """Record what happened, such as an attempt or a move. What the agreement forbids is refused, with every reason.

    Example: tripact --workspace W record move --json '{"person": "p-1042", "stage": "sal"}'
    """
    from tripact.boot import open_workspace
    from tripact.service.record import Recorder, check_kind
    from tripact.worktime.clock import system_now

    if (lines is None) is (statement is None):
        raise typer.BadParameter("Give one statement with --json, or a file of them; '-' reads standard input.")
    check_kind(kind)
    workspace = open_workspace(context.obj)
    recorder = Recorder(workspace.agreement, workspace.store, workspace.trying, system_now)
    if lines is not None:
        _record_lines(recorder, kind, lines, workspace)
    else:
        _show(kind, recorder.record(kind, _object(statement or "")))


def _object(text: str) -> object:
    from tripact.service.statement_lines import read_json

    try:
        return read_json(text)
    except (ValueError, RecursionError) as bad:
        hint = 'Write an object in single quotes: \'{"person": "p-1", "channel": "call"}\'.'
        raise TripactError("usage", "What --json says is no JSON.", where="--json", hint=hint) from bad


def _show(kind: str, outcome: Outcome) -> None:
    from tripact.service.statement_lines import said

    if outcome.fact is None:
        output.print_json({"refused": [said(each) for each in outcome.refused]})
        for each in outcome.refused:
            output.say(f"refused ({each.rule}): {each.message}")
        raise typer.Exit(_REFUSED)
    output.print_json({outcome.state: _document(outcome.fact)})
    output.say(f"Known already: {kind}." if outcome.state == "known" else f"Recorded: {kind}.")


def _document(fact: Fact) -> dict[str, object]:
    from tripact.ledger.kinds import instant_fields
    from tripact.worktime.instant import show

    zone, instants = fact.zone or "UTC", instant_fields(fact.kind)
    whom = {name: getattr(fact, name) for name in ("person", "account", "deal", "actor")}
    return {
        "id": fact.source_id,
        "kind": fact.kind,
        **{name: each for name, each in whom.items() if each is not None},
        "occurred_at": show(fact.occurred_at, zone),
        "precision": fact.precision,
        **{name: show(each, zone) if name in instants else each for name, each in json.loads(fact.body).items()},
        **(json.loads(fact.personal) if fact.personal else {}),
    }


def _record_lines(recorder: Recorder, kind: str, lines: Path, workspace: Workspace) -> None:
    from tripact.service.statement_lines import Counts, record_lines

    text = sys.stdin.buffer.read() if str(lines) == "-" else lines.read_bytes()
    stated = text.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    counts = Counts()
    try:
        for done in record_lines(
            stated, partial(_recorded, recorder, kind), workspace.rejects_folder, f"record-{kind}"
        ):
            counts = done
    except BaseException:
        _show_counts(counts)
        output.say(f"Not recorded: the lines from {counts.line + 1:,} on.")
        raise
    figures = {name: getattr(counts, name) for name in ("read", "recorded", "known", "refused")}
    output.print_json({**figures, "rejects_file": str(counts.rejects_file) if counts.rejects_file else None})
    _show_counts(counts)
    if counts.refused:
        raise typer.Exit(_REFUSED)


def _recorded(recorder: Recorder, kind: str, some: Sequence[object]) -> Iterator[Outcome]:
    return recorder.record_all([(kind, raw) for raw in some])


def _show_counts(counts: Counts) -> None:
    output.say(f"{counts.read:,} statements read: {counts.recorded:,} recorded, {counts.known:,} known already.")
    if counts.refused:
        refused = output.counted(counts.refused, "line", "lines")
        output.say(f"Refused with the reasons: {refused}, in {counts.rejects_file}.")
