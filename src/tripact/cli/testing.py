"""The command ``test``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tripact.cli import output

if TYPE_CHECKING:
    from tripact.service.case_run import Outcome


def test(
    context: typer.Context,
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Case files; else all of the workspace's folder 'cases'.", metavar="[FILES]"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Judge cases by the agreement: prints each failure and, last, how many passed and failed.

    Example: tripact --workspace W test
    """
    from tripact.boot import scratch
    from tripact.service.case_file import read_cases
    from tripact.service.case_findings import NOUNS
    from tripact.service.case_run import run_cases

    listed, agreement = _case_files(context.obj, files or [])
    nouns = {name: noun.values for name, noun in NOUNS.items()}
    outcomes = run_cases([case for file in listed for case in read_cases(file, agreement, nouns)], scratch)
    failed = [each for each in outcomes if each.faults]
    if as_json:
        output.print_json(_document(outcomes))
    else:
        for each in failed:
            typer.echo("\n  ".join([f"{each.case.place}: {each.case.says}", *each.faults]))
        typer.echo(f"{len(outcomes) - len(failed)} passed, {len(failed)} failed")
    if failed:
        raise typer.Exit(1)


def _case_files(folder: Path | None, files: list[Path]) -> tuple[list[Path], Path | None]:
    """Return the files to run, and the workspace's agreement where there is a workspace.

    Raises:
        TripactError: If no file is named and the workspace has none.
    """
    from tripact.boot import open_workspace
    from tripact.errors import TripactError

    if files and folder is None:
        return files, None
    workspace = open_workspace(folder)
    found = files or sorted(workspace.cases_folder.glob("*.yaml"))
    if not found:
        hint = "Write cases there, or name files; see docs/how-to/test-an-agreement.md."
        raise TripactError("missing", f"There are no cases in {workspace.cases_folder}.", hint=hint)
    return found, workspace.agreement_file


def _document(outcomes: list[Outcome]) -> dict[str, object]:
    rows = [
        {"case": each.case.says, "where": str(each.case.place), "passed": not each.faults, "faults": list(each.faults)}
        for each in outcomes
    ]
    failed = sum(not row["passed"] for row in rows)
    return {"cases": rows, "passed": len(rows) - failed, "failed": failed}
