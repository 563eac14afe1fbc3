"""Row filters: which rows of a table give facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from tripact.connect.tablefile.cells import cell_text, typed
from tripact.connect.tablefile.mapping import Condition, Scalar, Where
from tripact.connect.tablefile.rows import Rows

Filter = Callable[[Rows], list[bool]]


def compile_where(where: Where) -> Filter | None:
    """Return the function that says which rows pass all conditions; None when there are none."""
    tests = {column: partial(_passes, condition) for column, condition in where.items()}
    return partial(_mask, tests) if tests else None


def _mask(tests: Mapping[str, Callable[[str | None], bool]], rows: Rows) -> list[bool]:
    columns = []
    for column, test in tests.items():
        texts = rows.text(column)
        verdicts = {text: test(text) for text in set(texts)}
        columns.append(map(verdicts.__getitem__, texts))
    return list(map(all, zip(*columns, strict=True)))


def _passes(condition: Condition, text: str | None) -> bool:
    if "among" in condition.model_fields_set and not _is_any(condition.among, text):
        return False
    if _is_any(condition.never, text):
        return False
    return condition.matches is None or (text is not None and re.search(condition.matches, text) is not None)


def _is_any(wanted: Iterable[Scalar | None], text: str | None) -> bool:
    return any(_is(each, text) for each in wanted)


def _is(wanted: Scalar | None, text: str | None) -> bool:
    """Compare a cell with what the mapping says: text as text, numbers and truths by their value."""
    if wanted is None or text is None:
        return wanted is None and text is None
    if text == cell_text(wanted):
        return True
    if isinstance(wanted, str):
        return False
    try:
        return typed(text, "boolean" if isinstance(wanted, bool) else "double") == wanted
    except ValueError:
        return False
