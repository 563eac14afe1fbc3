"""The command ``evaluate``."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from tripact.cli import output
from tripact.cli.report_options import AsJson, AsOf, KnownAt

if TYPE_CHECKING:
    from tripact.evaluate.round import Outcome


def evaluate(
    context: typer.Context,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    everybody: Annotated[bool, typer.Option("--all", help="Judge everybody again, whatever was kept.")] = False,
    as_json: AsJson = False,
) -> None:
    """Bring the kept verdicts up to date: only subjects touched since the last round are judged again.

    Where that would not be right, everybody is judged, and the reason is said.

    Example: tripact --workspace W evaluate
    """
    from time import perf_counter

    from tripact.boot import open_workspace
    from tripact.cli.moments import moment_of
    from tripact.evaluate.round import Round

    workspace = open_workspace(context.obj)
    moment = moment_of(workspace.agreement, as_of, known_at)
    with output.progress("Reading the ledger") as show:
        engine = workspace.engine(show)
    start = perf_counter()
    outcome = Round(workspace.agreement, engine, moment).run(everybody=everybody)
    seconds = round(perf_counter() - start, 3)
    if as_json:
        output.print_json({**asdict(outcome), "seconds": seconds})
        return
    _tell(outcome, seconds)


def _tell(outcome: Outcome, seconds: float) -> None:
    output.print_table("Kept verdicts", ("relation", "rows"), [(n, f"{rows:,}") for n, rows in outcome.counts.items()])
    if outcome.touched is None:
        output.say(f"Everybody was judged in {seconds:,.2f} s: {outcome.why_whole}.")
    else:
        judged = output.counted(outcome.touched, "subject was", "subjects were")
        output.say(f"{judged} touched since the last round and judged in {seconds:,.2f} s.")
