"""The commands ``explain …``: why something is as it is, clause by clause, down to the facts."""

from __future__ import annotations

from typing import Annotated

import typer

from tripact.cli import clock_explaining, deal_explaining, handoff_explaining, output

app = typer.Typer(help="Why: each verdict with its rule, its clauses and the facts behind it.", no_args_is_help=True)

app.command("clock")(clock_explaining.clock)
app.command("handoff")(handoff_explaining.handoff)
app.command("deal")(deal_explaining.deal)


@app.command("person")
def person(
    context: typer.Context,
    identifier: Annotated[str, typer.Argument(help="The person's id.", metavar="ID")],
    as_of: Annotated[str | None, typer.Option("--as-of", help="The moment; now by default.")] = None,
    known_at: Annotated[str | None, typer.Option("--known-at", help="Use only what was recorded by then.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Why a person is promoted, or what is missing.

    Example: tripact --workspace W explain person p-1042 --as-of 2026-03-31
    """
    from tripact.boot import open_workspace
    from tripact.cli.checklist_text import checklist_document, print_checklist
    from tripact.cli.moments import moment_of
    from tripact.cli.person_json import person_document
    from tripact.cli.person_text import print_person
    from tripact.cli.prohibition_text import print_broken
    from tripact.evaluate.checklist import checklist_of_person
    from tripact.evaluate.explain_person import explain_person
    from tripact.report.clock_trace import broken_prohibitions
    from tripact.report.prohibition_list import prohibition_document

    workspace = open_workspace(context.obj)
    with output.progress("Copying facts") as show:
        engine = workspace.engine(show)
    moment = moment_of(workspace.agreement, as_of, known_at)
    trace = explain_person(workspace.agreement, engine, moment, identifier)
    checklist, zone = checklist_of_person(workspace.agreement, engine, moment, identifier), workspace.agreement.zone
    broken = broken_prohibitions(workspace.agreement, engine, moment, identifier)
    if as_json:
        documents = {
            "qualification": checklist_document(checklist, zone),
            "broken_prohibitions": [prohibition_document(each, zone) for each in broken],
        }
        output.print_json({**person_document(trace), **documents})
    else:
        print_person(trace)
        print_checklist(checklist, zone)
        print_broken(broken, zone)


@app.command("account")
def account(
    context: typer.Context,
    identifier: Annotated[str, typer.Argument(help="The account's id.", metavar="ID")],
    as_of: Annotated[str | None, typer.Option("--as-of", help="The moment; now by default.")] = None,
    known_at: Annotated[str | None, typer.Option("--known-at", help="Use only what was recorded by then.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Why an account is product-qualified, or what is missing: its uses, its people, its history.

    Example: tripact --workspace W explain account a-117 --as-of 2026-03-31
    """
    from tripact.cli.account_text import print_account
    from tripact.cli.clock_commands import evaluation_of
    from tripact.cli.person_json import account_document
    from tripact.evaluate.explain_account import explain_account

    workspace, whole = evaluation_of(context, as_of, known_at)
    trace = explain_account(workspace.agreement, whole.engine, whole.moment, identifier)
    if as_json:
        output.print_json(account_document(trace))
    else:
        print_account(trace)
