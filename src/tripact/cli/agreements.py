"""Commands about the agreement itself: init, check, schema."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from tripact.cli import output
from tripact.errors import TripactError


def init(
    folder: Annotated[Path, typer.Argument(help="The folder to make.", metavar="DIR")],
    template: Annotated[str | None, typer.Option(help="Start from a template: b2b or plg.")] = None,
    agreement: Annotated[Path | None, typer.Option(help="Start from an agreement file of your own.")] = None,
) -> None:
    """Make a workspace: a folder with an agreement, the cases of its template, and an empty ledger.

    Example: tripact init acme --template b2b
    """
    from tripact.boot import create_workspace
    from tripact.examples import template_cases

    text = _starting_text(template, agreement)
    workspace = create_workspace(folder, text, {template: template_cases(template)} if template else None)
    output.say(
        f"Made {workspace.folder}. Read {workspace.agreement_file}, then: tripact check {workspace.agreement_file}"
    )


def _starting_text(template: str | None, agreement: Path | None) -> str:
    from tripact.agreement.load import require_agreement
    from tripact.examples import TEMPLATES
    from tripact.examples import template as template_text

    if (template is None) == (agreement is None):
        raise typer.BadParameter(f"Give either --template ({', '.join(TEMPLATES)}) or --agreement FILE.")
    if agreement is not None:
        require_agreement(agreement)
        return agreement.read_text(encoding="utf-8-sig")
    if template not in TEMPLATES:
        raise TripactError("missing", f"There is no template '{template}'.", hint=f"Templates: {', '.join(TEMPLATES)}.")
    return template_text(str(template))


def check(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="An agreement file or folder; else the workspace's.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the issues as JSON.")] = False,
) -> None:
    """Check an agreement: every problem at once, with file, line, rule and what to do.

    Example: tripact check agreement.yaml
    """
    from tripact.agreement.checks import check_agreement
    from tripact.agreement.load import load_agreement
    from tripact.boot import open_workspace

    issues = check_agreement(load_agreement(file or open_workspace(context.obj).agreement_file))
    if as_json:
        output.print_json({"issues": [asdict(issue) for issue in issues]})
    else:
        for issue in issues:
            typer.echo(str(issue))
        counts = [_counted(sum(issue.level == level for issue in issues), level) for level in ("error", "warning")]
        output.say(", ".join(counts) if issues else "No problems found.")
    if any(issue.level == "error" for issue in issues):
        raise typer.Exit(3)


def _counted(n: int, level: str) -> str:
    return f"{n} {level}" if n == 1 else f"{n} {level}s"


def schema() -> None:
    """Print the JSON Schema of the agreement file, for editors.

    Example: tripact schema > agreement.schema.json
    """
    from tripact.agreement.schema import agreement_schema

    output.print_json(agreement_schema())
