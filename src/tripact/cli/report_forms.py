"""How the command of a report tells it: as JSON, CSV or a table, and as a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from tripact.cli import output

if TYPE_CHECKING:
    from tripact.report.words import Language

R = TypeVar("R")


@dataclass(frozen=True)
class Forms(Generic[R]):
    """The forms of one kind of report.

    Attributes:
        document: The report as plain values for JSON.
        rows: The report as flat rows for CSV.
        table: Prints it for people.
        page: The report as an HTML file; drawing is imported when it is asked for.
    """

    document: Callable[[R], Mapping[str, object]]
    rows: Callable[[R], Sequence[Mapping[str, object]]]
    table: Callable[[R], None]
    page: Callable[[R, Language], str]

    def tell(self, report: R, form: str, page: tuple[Path | None, str]) -> None:
        """Print a report in a form and write its page, where a file is named for it.

        Args:
            report: The report.
            form: ``json``, ``csv`` or ``table``; anything else prints nothing.
            page: The file of the page and its language.

        Raises:
            TripactError: If the file cannot be written.
        """
        from tripact.cli.reporting import LANGUAGES

        file, language = page
        if file:
            output.write_file(file, self.page(report, LANGUAGES[language]))
        if form == "json":
            output.print_json(self.document(report))
        elif form == "csv":
            output.print_csv(self.rows(report))
        elif form == "table":
            self.table(report)
