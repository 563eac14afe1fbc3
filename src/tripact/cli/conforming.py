"""The command ``conformance``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def conformance(
    file: Annotated[Path, typer.Argument(help="Cases as lines of JSON; see conformance/README.md.", metavar="FILE")],
) -> None:
    """Check business time against a file of cases: prints each failure and, last, how many passed and failed.

    Example: tripact conformance conformance/business_time.jsonl
    """
    from tripact.errors import TripactError
    from tripact.worktime.conformance import run

    try:
        lines = file.read_bytes().split(b"\n")
    except OSError as error:
        raise TripactError("missing", f"Cannot read {file}: {error.strerror}.", hint="Name a file of cases.") from error
    outcomes = list(run(lines))
    failed = [outcome for outcome in outcomes if outcome.faults]
    for outcome in failed:
        typer.echo(f"line {outcome.line} ({outcome.name}): {'; '.join(outcome.faults)}")
    typer.echo(f"{len(outcomes) - len(failed)} passed, {len(failed)} failed")
    if failed:
        raise typer.Exit(1)
