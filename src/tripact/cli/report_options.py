"""The options that all reports share, and in which form one is printed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Since = Annotated[str | None, typer.Option("--from", help="First day of the period.", metavar="DAY")]
Until = Annotated[str | None, typer.Option("--to", help="Last day of the period.", metavar="DAY")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="The moment looked from; now by default.")]
KnownAt = Annotated[str | None, typer.Option("--known-at", help="Use only what was recorded by then; now by default.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
AsTable = Annotated[bool, typer.Option("--table", help="Print a table (the default).")]
Html = Annotated[Path | None, typer.Option(help="Write a self-contained page to this file.", metavar="FILE")]
Language = Annotated[str, typer.Option(help="Language of the page: en or sk.")]


def form_of(*, as_json: bool, as_csv: bool, as_table: bool, html: bool) -> str:
    """Return in which form to print a report; none where only a page is asked for.

    Raises:
        BadParameter: If more than one is asked for.
    """
    if as_json + as_csv + as_table > 1:
        raise typer.BadParameter("Give one of --json, --csv and --table.")
    return "json" if as_json else "csv" if as_csv else "table" if as_table or not html else ""
