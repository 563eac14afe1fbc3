"""Single cells: what they say as text, and how text becomes a typed value."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from hashlib import blake2b

from tripact.ledger.facts import Value
from tripact.ledger.kinds import ColumnType
from tripact.ledger.ranges import DECIMALS, WHOLE_DIGITS
from tripact.ledger.words import DECIMAL, TRUTHS

_DECIMAL = re.compile(DECIMAL)
_GAPS = re.compile(r"[\s'’]")


def cell_text(cell: object) -> str | None:
    """Return a cell of any type as the text that templates and maps see.

    Whole numbers have no decimals, no number has an exponent, truths are ``true`` and ``false``, times are ISO 8601.
    """
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return _float_text(cell)
    if isinstance(cell, Decimal):
        return format(cell, "f")
    if isinstance(cell, date | datetime | time):
        return cell.isoformat()
    if isinstance(cell, list | dict):
        return json.dumps(cell, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return str(cell)


def as_texts(cells: list[object]) -> list[str | None]:
    """Return a column of cells as text."""
    types = set(map(type, cells))
    if types <= {str, type(None)}:
        return cells  # type: ignore[return-value]
    return list(map(str if types == {int} else cell_text, cells))


def _float_text(number: float) -> str | None:
    if math.isnan(number):
        return None
    if number.is_integer() and abs(number) < 2**53:
        return str(int(number))
    return format(Decimal(repr(number)), "f") if math.isfinite(number) else repr(number)


def pseudonym(text: str) -> str:
    """Return the BLAKE2b-128 of a text, whatever its case, width and surrounding space."""
    same = unicodedata.normalize("NFKC", text).strip().casefold()
    return blake2b(same.encode(), digest_size=16).hexdigest()


def plain_number(text: str, decimals: str) -> str:
    """Return a number as people write it with a full stop for decimals and no other separators.

    Args:
        text: Such as ``1 234,56``.
        decimals: The sign that parts the decimals, ``.`` or ``,``; the other one parts thousands.

    Raises:
        ValueError: If the text is no number of that form.
    """
    thousands = "," if decimals == "." else "."
    bare = _GAPS.sub("", text)
    whole, sign, part = bare.partition(decimals)
    groups = whole.split(thousands)
    if thousands in part or any(len(group) != 3 for group in groups[1:]):
        raise ValueError(f"its thousands are not parted by '{thousands}' three by three")
    return "".join(groups) + ("." if sign else "") + part


def typed(cell: object, target: ColumnType) -> Value:
    """Return a cell as a value of a fact's field.

    Raises:
        ValueError: If it is not of that type; the reason completes "the value …".
    """
    if cell is None:
        return None
    return _READERS[target](cell)


def _integer(cell: object) -> int:
    if isinstance(cell, int):
        return int(cell)
    text = cell_text(cell) or ""
    if not re.fullmatch(r"[+-]?\d+", text.strip()):
        raise ValueError("is not a whole number")
    return int(text)


def _double(cell: object) -> float:
    try:
        number = float(cell) if isinstance(cell, int | float) else float(_plain(cell, exponent=True))
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise ValueError("is not a finite number")
    return number


def _decimal(cell: object) -> str:
    text = _plain(cell)
    whole, _, part = text.lstrip("+-").partition(".")
    if len(whole.lstrip("0")) > WHOLE_DIGITS:
        raise ValueError(f"is too large: an amount has at most {WHOLE_DIGITS} digits before its decimals")
    if len(part.rstrip("0")) > DECIMALS:
        raise ValueError(f"has more than {DECIMALS} decimals; round it first")
    return text


def _plain(cell: object, *, exponent: bool = False) -> str:
    text = (cell_text(cell) or "").strip()
    mantissa = re.sub(r"[eE][+-]?\d+$", "", text) if exponent else text
    if not _DECIMAL.fullmatch(mantissa):
        raise ValueError("is not a plain number such as 1234.56; say 'number: comma' or 'number: point'")
    return text


def _boolean(cell: object) -> bool:
    truth = TRUTHS.get((cell_text(cell) or "").strip().lower())
    if truth is None:
        raise ValueError("is neither true nor false; say so with 'map'")
    return truth


_READERS: dict[ColumnType, Callable[[object], Value]] = {
    "text": cell_text,
    "bigint": _integer,
    "double": _double,
    "decimal": _decimal,
    "boolean": _boolean,
}
