"""The command ``erase``."""

from __future__ import annotations

from typing import Annotated

import typer

from tripact.cli import output


def erase(
    context: typer.Context,
    identifier: Annotated[str, typer.Argument(help="The person's id.", metavar="PERSON")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Forget a person's names, addresses and notes for ever. Facts and statistics stay.

    Ids merged with the person and deals converted from them are forgotten as well.

    Example: tripact --workspace W erase p-1042
    """
    from tripact.boot import open_workspace
    from tripact.service.erase import erase_person

    workspace = open_workspace(context.obj)
    if not yes:
        typer.confirm(f"Forget everything personal about {identifier}? This cannot be undone.", abort=True, err=True)
    erased = erase_person(workspace.store, identifier)
    if erased.payloads:
        output.say(
            f"Forgot {output.counted(erased.payloads, 'personal detail', 'personal details')} of {erased.person}."
        )
    else:
        output.say(f"Nothing personal is kept about {erased.person}.")
    rejects = workspace.rejects_folder
    if rejects.is_dir() and any(rejects.iterdir()):
        output.say(f"Rejected rows may still hold personal details: look at {rejects}.")
