"""Writes the page of a report on clocks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tripact.cli import output

if TYPE_CHECKING:
    from tripact.report.adherence_result import AdherenceReport


def write_clocks(reports: tuple[AdherenceReport, AdherenceReport], file: Path, language: str) -> None:
    """Write a report, and the same split by weekday and hour, as a page.

    Raises:
        TripactError: If the file cannot be written.
    """
    from tripact.cli.reporting import LANGUAGES
    from tripact.report.clock_page import clocks_html

    output.write_file(file, clocks_html(*reports, LANGUAGES[language]))
