"""Writes the pages of docs/reference; with ``--check`` it only tells which ones are not as the code is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from tools.reference.checks import checks_page
from tools.reference.commands import commands_page
from tools.reference.facts import facts_page
from tools.reference.names import names_page

FOLDER = Path(__file__).parents[2] / "docs" / "reference"
PAGES: dict[str, Callable[[], str]] = {
    "cli.md": commands_page,
    "facts.md": facts_page,
    "names.md": names_page,
    "checks.md": checks_page,
}
MARK = "<!-- Written by `python -m tools.reference` from the code. Do not edit. -->\n\n"


def stale() -> list[str]:
    """The pages that are missing or not as the code is now."""
    return [name for name, page in PAGES.items() if _written(name) != MARK + page()]


def write() -> None:
    """Write every page."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(MARK + page(), encoding="utf-8")


def _written(name: str) -> str:
    file = FOLDER / name
    return file.read_text(encoding="utf-8") if file.exists() else ""


if __name__ == "__main__":
    if "--check" not in sys.argv:
        write()
    elif old := stale():
        sys.exit(f"Not as the code is: {', '.join(old)}. Run: python -m tools.reference")
