"""The command ``demo``: an invented company, all the way from its agreement to the report."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tripact.cli import output
from tripact.errors import TripactError

if TYPE_CHECKING:
    from tripact.evaluate.evaluation import Evaluation

_MARK = "tripact-demo.txt"
_LAST_DAY = "2026-09-30"
"""The end of the period that is told; seen from there, so that the figures are the same whenever it is run."""

_TITLES = {"en: Marketing –": "en: (Invented company) Marketing –", "sk: Dohoda": "sk: (Vymyslená firma) Dohoda"}


def demo(
    folder: Annotated[Path, typer.Option("--dir", help="Where to make it; an older demo there is replaced.")] = Path(
        "demo"
    ),
    leads: Annotated[int, typer.Option(help="How many leads the invented company has.", min=50)] = 6000,
    seed: Annotated[int, typer.Option(help="Another number gives another company.")] = 20260101,
    language: Annotated[str, typer.Option(help="Language of the page: en or sk.")] = "en",
) -> None:
    """Make an invented company, check its agreement, import its facts, judge them, report; write all pages.

    Example: tripact demo --leads 2000
    """
    from tripact.cli.reporting import check_language
    from tripact.examples.company import describe, generate

    check_language(language)
    _clear(folder)
    output.say(describe())
    output.say(f"\n1 Writing its files to {folder / 'data'}")
    generate(folder / "data", leads=leads, seed=seed)
    _set_up(folder)
    _report(folder, language)


def _clear(folder: Path) -> None:
    """Remove an older demo, and nothing else."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / _MARK).exists():
            raise TripactError("conflict", f"{folder} holds something else.", hint="Choose another folder with --dir.")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MARK).write_text("Made by `tripact demo`, which may delete this folder.\n", encoding="utf-8")


def _marked_as_invented(agreement: str) -> str:
    """Say it in the title, which stands on every report of the company."""
    for title, told in _TITLES.items():
        assert title in agreement
        agreement = agreement.replace(title, told, 1)
    return agreement


def _set_up(folder: Path) -> None:
    from tripact.agreement.checks import check_agreement
    from tripact.agreement.load import load_agreement
    from tripact.boot import create_workspace
    from tripact.connect.tablefile.importer import ImportOptions, import_mapping
    from tripact.examples import template, template_cases
    from tripact.worktime.clock import system_now

    cases = {"b2b": template_cases("b2b")}
    workspace = create_workspace(folder / "workspace", _marked_as_invented(template("b2b")), cases)
    issues = check_agreement(load_agreement(workspace.agreement_file))
    output.say(f"2 Checked {workspace.agreement_file}: {len(issues)} issues")
    with output.progress("Importing") as show:
        options = ImportOptions(
            system_now(), workspace.rejects_folder, on_progress=lambda _, done, total: show(done, total)
        )
        result = import_mapping(folder / "data" / "mapping.yaml", None, workspace.store, options)
    output.say(
        f"3 Imported {result.recorded:,} facts from {result.read:,} rows; {result.rejected} rows rejected on purpose:"
    )
    output.say(f"  {result.rejects_file} says why")
    workspace.store.close()


def _report(folder: Path, language: str) -> None:
    from tripact.boot import open_workspace
    from tripact.cli.demo_reports import DemoReports, write_pages
    from tripact.cli.demo_tour import print_tour
    from tripact.cli.moments import moment_of
    from tripact.cli.reporting import LANGUAGES
    from tripact.evaluate.evaluation import Evaluation

    workspace = open_workspace(folder / "workspace")
    agreement = workspace.agreement
    evaluation = Evaluation(agreement, workspace.engine(), moment_of(agreement, _LAST_DAY, None))
    output.say(f"4 Judged by {agreement.name}, version {agreement.version}, as of {_LAST_DAY}\n")
    _funnel(evaluation, folder, language)
    reports = DemoReports(evaluation)
    print_tour(reports)
    output.say("\n5 Writing the pages of the other reports")
    write_pages(reports, folder / "pages", LANGUAGES[language])
    told = f"{output.program()} --workspace {workspace.folder} report funnel --by channel --as-of {_LAST_DAY}"
    output.say(f"Try next: {told}")


def _funnel(evaluation: Evaluation, folder: Path, language: str) -> None:
    """Print the funnel and explain people in it; write its page, split by source."""
    from tripact.cli.person_text import print_person
    from tripact.cli.reporting import show_funnel, write_page
    from tripact.evaluate.explain_person import explain_person
    from tripact.report.funnel import funnel
    from tripact.report.funnel_options import FunnelOptions
    from tripact.report.notes import note
    from tripact.report.showcase import showcase

    horizon = evaluation.agreement.reporting.horizon
    show_funnel(funnel(evaluation, FunnelOptions(horizon=horizon)), "table")
    for why, person in showcase(evaluation):
        output.say(f"\n── {person}: {why}")
        print_person(explain_person(evaluation.agreement, evaluation.engine, evaluation.moment, person))
    by_source = funnel(evaluation, FunnelOptions(by="source", horizon=horizon))
    invented = note("invented", 0, {})
    write_page(replace(by_source, notes=(invented, *by_source.notes)), folder / "funnel.html", language)
