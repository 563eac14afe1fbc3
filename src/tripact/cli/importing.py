"""The command ``import``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from tripact.cli import output


def import_(
    context: typer.Context,
    mapping: Annotated[Path, typer.Argument(help="The mapping file.", metavar="MAPPING.yaml")],
    data: Annotated[Path | None, typer.Option(help="The folder with the tables; else the mapping's own.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
) -> None:
    """Import tables into the ledger by a mapping. Importing again adds nothing; an interrupted import resumes.

    Example: tripact --workspace W import examples/olist/mapping.yaml --data olist
    """
    from tripact.agreement.load import load_agreement
    from tripact.boot import open_workspace
    from tripact.connect.tablefile.importer import ImportOptions, import_mapping
    from tripact.worktime.clock import system_now

    workspace = open_workspace(context.obj)
    with output.progress("Importing") as show:
        options = ImportOptions(
            system_now(),
            workspace.rejects_folder,
            on_progress=lambda _phase, done, total: show(done, total),
            agreement=load_agreement(workspace.agreement_file).agreement,
        )
        result = import_mapping(mapping, data, workspace.store, options)
    counts = {name: getattr(result, name) for name in ("read", "recorded", "duplicates", "changed", "rejected")}
    rejects = str(result.rejects_file) if result.rejects_file else None
    if as_json:
        warnings = [asdict(issue) for issue in result.warnings]
        output.print_json({**counts, "rejects_file": rejects, "detected": result.detected, "warnings": warnings})
        return
    for issue in result.warnings:
        output.say(str(issue))
    output.say("{read:,} rows read: {recorded:,} facts recorded, {duplicates:,} known already.".format(**counts))
    if result.rejected:
        output.say(f"Rejected with the reason: {output.counted(result.rejected, 'row', 'rows')}, in {rejects}.")
    if result.changed:
        output.say(
            f"Known with other content: {output.counted(result.changed, 'fact', 'facts')}; the first statement stands."
            f" Ids and advice are in {rejects}."
        )
