"""How a CSV is written: delimiter, quotation mark and where the header stands.

The delimiter is the one that cuts the sample into rows of the same width, quotation marks
honoured. Configured values win; a tie is asked for.
"""

from __future__ import annotations

import contextlib
import csv
import re
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from tripact.connect.tablefile.footer import is_footer
from tripact.connect.tablefile.lines import split_lines
from tripact.connect.tablefile.model import TableOptions
from tripact.errors import TripactError

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_QUOTES = {'"': "double", "'": "single"}

_SAMPLE_LINES = 1000
_EXCEL_HINT = re.compile(r'"?sep=(.)"?\s*')  # Excel's own first line, "sep=;"


@dataclass(frozen=True)
class Dialect:
    """The form of a CSV.

    Attributes:
        delimiter: What stands between two cells.
        quote: What encloses a cell that holds delimiters or line ends.
        skip: Number of lines before the header.
        skip_initial_space: Whether blanks after a delimiter are dropped.
    """

    delimiter: str
    quote: str = '"'
    skip: int = 0
    skip_initial_space: bool = False

    def describe(self) -> dict[str, str]:
        """Return the findings in words."""
        return {
            "delimiter": DELIMITERS.get(self.delimiter, self.delimiter),
            "quote": _QUOTES.get(self.quote, self.quote),
            "header": f"line {self.skip + 1}",
        }


class _Fit(NamedTuple):
    """How well a delimiter explains the sample: share of rows with the usual width, that width."""

    share: float
    width: int


def detect(text: str, options: TableOptions, where: str = "") -> Dialect:
    r"""Return the dialect of a CSV that begins with ``text`` (whole lines).

    Example:
        >>> detect("id;amount\n1;2,50\n2;3,75\n", TableOptions()).delimiter
        ';'

    Raises:
        TripactError: If there is nothing to read, two delimiters fit equally, or the text begins
            with lines that are no part of the table.
    """
    lines = split_lines(text)
    skip = _before_header(lines, options.skip_rows)
    if skip >= len(lines):
        raise TripactError("invalid", "The file holds no rows.", where=where)
    hint = _EXCEL_HINT.fullmatch(lines[skip])
    if hint:
        skip += 1
    sample = lines[skip : skip + _SAMPLE_LINES]
    quote = options.quote or _quote(sample)
    delimiter = _configured(options.delimiter, where) or (hint.group(1) if hint else _delimiter(sample, quote, where))
    dialect = Dialect(delimiter, quote, skip, options.skip_initial_space)
    _check_start(sample, dialect, where)
    return dialect


def _before_header(lines: list[str], skip: int) -> int:
    while skip < len(lines) and not lines[skip].strip():
        skip += 1
    return skip


def _configured(delimiter: str | None, where: str) -> str | None:
    if delimiter is None:
        return None
    named = "\t" if delimiter in ("tab", "\\t") else delimiter
    if len(named) != 1:
        raise TripactError(
            "invalid", f"'{delimiter}' is not a delimiter.", where=where, hint="Write one character, or `tab`."
        )
    return named


def _quote(sample: list[str]) -> str:
    """Single quotes only where cells are wrapped in them and never in double ones (O'Brien is no wrapping)."""
    text = "".join(sample)
    wrapped = [len(re.findall(rf"(?:^|[,;\t|]){q}[^{q}\n]*{q}(?=[,;\t|\r\n]|$)", text, re.MULTILINE)) for q in "\"'"]
    return "'" if not wrapped[0] and wrapped[1] * 2 >= len(sample) else '"'


def _delimiter(sample: list[str], quote: str, where: str) -> str:
    fits = {delimiter: _fit(_widths(sample, delimiter, quote)) for delimiter in DELIMITERS}
    best = max(fits.values())
    if best.share < 0.5 or best.width < 2:
        return _of_one_column(sample)
    found = [delimiter for delimiter, fit in fits.items() if fit == best]
    if len(found) > 1:
        names = " and ".join(DELIMITERS[delimiter] for delimiter in found)
        raise TripactError(
            "invalid",
            f"The file can be cut into {best.width} columns at {names}.",
            where=where,
            hint=f'Set `delimiter:` to one of them, such as `delimiter: "{found[0]}"`.',
        )
    return found[0]


def _of_one_column(sample: list[str]) -> str:
    """One column has no delimiter; take a character that cuts nothing."""
    text = "".join(sample)
    return next((delimiter for delimiter in DELIMITERS if delimiter not in text), ",")


def _widths(sample: list[str], delimiter: str, quote: str) -> list[tuple[int, int]]:
    """Line and width of each row that is neither blank nor footer."""
    reader = csv.reader(sample, delimiter=delimiter, quotechar=quote)
    found: list[tuple[int, int]] = []
    with contextlib.suppress(csv.Error):  # a field without end: the widths so far have to do
        found.extend((reader.line_num, len(row)) for row in reader if row and not is_footer(row))
    return found


def _fit(widths: list[tuple[int, int]]) -> _Fit:
    counts = Counter(width for _, width in widths if width > 1)
    if not counts:
        return _Fit(0.0, 1)
    width, rows = max(counts.items(), key=lambda item: (item[1], item[0]))
    return _Fit(rows / len(widths), width)


def _check_start(sample: list[str], dialect: Dialect, where: str) -> None:
    """Refuse a first line of one cell above a table: it is a title, not the header."""
    widths = _widths(sample, dialect.delimiter, dialect.quote)
    usual = _fit(widths)
    if not widths or widths[0][1] > 1 or usual.width < 2 or usual.share < 0.5:
        return
    line = next(line for line, width in widths if width == usual.width)
    raise TripactError(
        "invalid",
        f"The first line has one cell, but most rows have {usual.width}; the header seems to be on line "
        f"{dialect.skip + line}.",
        where=f"{where}:{dialect.skip + 1}",
        hint=f"Set `skip_rows: {dialect.skip + line - 1}`.",
    )
