"""The command ``sweep``."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from tripact.cli import output

if TYPE_CHECKING:
    from tripact.boot import Workspace
    from tripact.service.sweep import Swept


def sweep(
    context: typer.Context,
    watching: Annotated[
        bool, typer.Option("--watch", help="Keep running: fire each level when it is due, and after new facts.")
    ] = False,
    since: Annotated[
        str | None,
        typer.Option(help="Tell nobody of levels before this time; by default the first sweep.", metavar="TIME"),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="Look from an earlier moment; now by default.", metavar="TIME")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON; with --watch one line for each sweep that fired something.")
    ] = False,
) -> None:
    """Fire the warnings and escalations that are due: record each once, and tell those whom the agreement names.

    Example: tripact --workspace W sweep --watch
    """
    from tripact.boot import open_workspace

    if watching and as_of is not None:
        raise typer.BadParameter("Give one of --watch and --as-of: who watches looks from now.")
    workspace = open_workspace(context.obj)
    if watching:
        _watch(workspace, since, as_json=as_json)
    else:
        _show(workspace, swept_once(workspace, since, as_of), _deliver(workspace), as_json=as_json)


def swept_once(workspace: Workspace, since: str | None, as_of: str | None = None) -> Swept:
    """Sweep a workspace once; what its agreement says is read anew.

    Raises:
        TripactError: If the moment lies in the future, or the agreement has errors.
    """
    from tripact.boot import open_workspace
    from tripact.cli.moments import instant_of, moment_of
    from tripact.errors import TripactError
    from tripact.evaluate.evaluation import Evaluation
    from tripact.service.sweep import sweep as sweep_once

    agreement = open_workspace(workspace.folder).agreement
    moment = moment_of(agreement, as_of, None)
    if moment.as_of > moment.known_at:
        raise TripactError("usage", f"{as_of} is yet to come: nothing is due then that one could know of.")
    told_since = None if since is None else instant_of(agreement, since, "--since")
    with workspace.borrowed_engine() as engine:
        evaluation = Evaluation(agreement, engine, moment)
        return sweep_once(workspace.store, evaluation, moment.known_at, told_since)


def _deliver(workspace: Workspace) -> int:
    from tripact.service.deliver import deliver
    from tripact.worktime.clock import system_now

    return deliver(workspace.store, workspace.notifier, system_now())


def _watch(workspace: Workspace, since: str | None, *, as_json: bool) -> None:
    from tripact.service.watch import Watch, watch
    from tripact.worktime import clock

    given = Watch(
        workspace.store, lambda: swept_once(workspace, since), clock.system_now, clock.wait, lambda e: _complain(e)
    )
    output.say("Watching. Ctrl-C ends it.")
    for swept in watch(given):
        sent = _deliver(workspace)
        if swept.fired:
            _show(workspace, swept, sent, as_json=as_json, lines=True)


def _complain(error: Exception) -> None:
    output.say(f"{error} Trying again.")


def _show(workspace: Workspace, swept: Swept, sent: int, *, as_json: bool, lines: bool = False) -> None:
    from tripact.cli.sweep_text import print_swept, swept_document

    if not as_json:
        print_swept(swept, sent, workspace)
    elif lines:
        document = swept_document(swept, sent, workspace)
        sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    else:
        output.print_json(swept_document(swept, sent, workspace))
