"""The ``tripact`` command: one visible list of its commands."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Annotated

import typer

from tripact import __version__
from tripact.cli import (
    agreements,
    attempts,
    clock_commands,
    conforming,
    deal_reports,
    demo,
    due,
    erasing,
    evaluating,
    explaining,
    feedback_commands,
    freezing,
    gate_commands,
    handoff_commands,
    importing,
    onboarding_commands,
    output,
    pql_commands,
    recording,
    recycling,
    reporting,
    sweeping,
    testing,
)
from tripact.errors import TripactError

_INTERRUPTED = 130
_SELDOM = (100_000, 50, 100)
"""When to look for garbage in circles. The trees of queries are large and stay: going through them again and again
takes a sixth of the time that composing takes, and frees nothing."""

app = typer.Typer(
    name="tripact",
    help="The agreement between marketing, sales and customer success as running code.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("init")(agreements.init)
app.command("check")(agreements.check)
app.command("schema")(agreements.schema)
app.command("import")(importing.import_)
app.command("record")(recording.record)
app.add_typer(explaining.app, name="explain")
reporting.app.command("clocks")(clock_commands.clocks)
reporting.app.command("attempts")(attempts.attempts)
reporting.app.command("stage-audit")(gate_commands.stage_audit)
reporting.app.command("qualification")(gate_commands.qualification)
reporting.app.command("handoffs")(handoff_commands.handoffs)
reporting.app.command("onboarding")(onboarding_commands.onboarding)
reporting.app.command("feedback")(feedback_commands.feedback)
reporting.app.command("wip")(deal_reports.wip)
reporting.app.command("loss-reasons")(deal_reports.loss_reasons)
reporting.app.command("pql")(pql_commands.pql)
reporting.app.command("partners")(deal_reports.partners)
reporting.app.command("recycle")(recycling.recycle)
app.add_typer(reporting.app, name="report")
app.command("due")(due.due)
app.command("test")(testing.test)
app.command("sweep")(sweeping.sweep)
app.command("evaluate")(evaluating.evaluate)
app.command("erase")(erasing.erase)
app.command("holidays")(freezing.holidays)
app.command("conformance")(conforming.conformance)
app.command("demo")(demo.demo)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"tripact {__version__} (agreement format tripact/v1)")
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    workspace: Annotated[
        Path | None, typer.Option("--workspace", "-w", help="The folder with agreement and ledger.", metavar="DIR")
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    del version  # its callback has printed it and ended the run
    context.obj = workspace


def main() -> None:
    """Run the command line; a person's mistake ends in a message, never in a traceback."""
    gc.set_threshold(*_SELDOM)
    try:
        app(standalone_mode=True)
    except TripactError as error:
        sys.exit(output.fail(error))
    except OSError as fault:
        sys.exit(output.fail(_unusable(fault)))
    except _storage_faults() as fault:
        sys.exit(output.fail(_damaged(fault)))
    except SystemExit as end:
        if end.code == _INTERRUPTED:
            output.say("Interrupted. What was recorded stays; the same command goes on from there.")
        raise


def _storage_faults() -> tuple[type[Exception], ...]:
    """Return what databases raise; looked up only when something went wrong, for their import is slow."""
    from duckdb import Error
    from sqlalchemy.exc import DBAPIError

    return Error, DBAPIError


def _damaged(fault: Exception) -> TripactError:
    """Say what is wrong with a file; a fault of our own queries is not hidden behind it.

    Raises:
        Exception: The fault itself, if no file is to blame.
    """
    from duckdb import DataError, NotSupportedError, ProgrammingError

    if isinstance(fault, DataError | NotSupportedError | ProgrammingError):
        raise fault
    said = str(getattr(fault, "orig", None) or fault).splitlines()[0]
    hint = "Wait if another process works there. copy.duckdb may be deleted; a damaged ledger.sqlite needs its backup."
    return TripactError("unavailable", f"The ledger or its copy cannot be used: {said}.", hint=hint)


def _unusable(fault: OSError) -> TripactError:
    hint = "Check the path, and whether you may read and write there."
    if isinstance(fault, FileNotFoundError | IsADirectoryError):
        return TripactError("usage", f"{fault.strerror or fault}.", where=str(fault.filename or ""), hint=hint)
    return TripactError("unavailable", f"{fault.strerror or fault}.", where=str(fault.filename or ""), hint=hint)
