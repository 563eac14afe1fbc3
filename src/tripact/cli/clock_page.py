"""Writes the page of a report on clocks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tripact.cli import output
from tripact.errors import TripactError

if TYPE_CHECKING:
    from tripact.report.adherence_result import AdherenceReport


def write_clocks(reports: tuple[AdherenceReport, AdherenceReport], file: Path, language: str) -> None:
    """Write a report, and the same split by weekday and hour, as a page.

    Raises:
        TripactError: If the file cannot be written.
    """
    from tripact.cli.reporting import LANGUAGES
    from tripact.report.clock_page import clocks_html

    write(file, clocks_html(*reports, LANGUAGES[language]))


def write(file: Path, text: str) -> None:
    """Write a file and say so.

    Raises:
        TripactError: If it cannot be written.
    """
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as fault:
        raise TripactError("unavailable", f"{file} cannot be written: {fault.strerror}.") from fault
    output.say(f"Wrote {file}.")
