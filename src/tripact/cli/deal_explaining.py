"""The command ``explain deal``."""

from __future__ import annotations

from typing import Annotated

import typer

from tripact.cli import output
from tripact.cli.report_options import AsJson, AsOf, KnownAt


def deal(
    context: typer.Context,
    identifier: Annotated[str, typer.Argument(help="The deal's id.", metavar="ID")],
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """Where a deal stands: its state with the facts behind it, stages, next step, what is missing, limits, clocks.

    Example: tripact --workspace W explain deal D-00042 --as-of 2026-03-31
    """
    from tripact.cli.clock_commands import evaluation_of
    from tripact.cli.deal_text import deal_document, print_deal
    from tripact.report.deal_trace import deal_trace

    _, evaluation = evaluation_of(context, as_of, known_at)
    trace = deal_trace(evaluation, identifier)
    if as_json:
        output.print_json(deal_document(trace))
    else:
        print_deal(trace)
