"""Values of a mapping, compiled to functions from columns to columns.

Every step looks at a distinct text once; what a column of a million cells repeats costs one
look-up in a table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from tripact.connect.tablefile.cells import cell_text, plain_number, pseudonym, typed
from tripact.connect.tablefile.instants import compile_time
from tripact.connect.tablefile.mapping import Value
from tripact.connect.tablefile.rows import Converted, Converter, Problem, Rows
from tripact.connect.tablefile.templates import Template, parse_template
from tripact.ledger.kinds import ColumnType

Step = Callable[[str], object]
Origin = Callable[[Rows], Sequence[object]]


def compile_value(value: Value, zone: str | None, target: ColumnType = "text") -> Converter:
    """Return the function that computes a value for many rows.

    Args:
        value: The value as the mapping says it.
        zone: The zone of local times, if it is known.
        target: The type of the field it goes to.
    """
    if value.constant is not None:
        constant = typed(value.constant, target)
        return lambda rows: Converted([constant] * len(rows), {})
    if value.time is not None:
        return compile_time(value.time, zone).instants
    steps = _steps(value)
    origin = _origin(value, as_read=target in ("bigint", "double", "boolean") and not steps)
    if not steps and target == "text" and value.default is None:
        return lambda rows: Converted(list(origin(rows)), {})
    convert = partial(_convert, tuple(steps), value.default, target)
    return partial(_spread, value_name(value), origin, convert)


def value_columns(value: Value) -> tuple[str, ...]:
    """Return the columns that a value is made from."""
    named = [value.column, value.time.column if value.time else None]
    templates = [value.template, value.time.template if value.time else None]
    in_templates = [column for text in templates if text for column in parse_template(text).columns]
    return (*(name for name in named if name), *value.first, *value.join, *in_templates)


def value_name(value: Value) -> str:
    """Return what a value is called in a reject."""
    return ", ".join(value_columns(value))


def compile_template(template: Template) -> Origin:
    """Return the function that fills a template for many rows; a missing part leaves nothing."""
    if template == Template(("", ""), template.columns):
        return lambda rows: rows.text(template.columns[0])
    if not template.columns:
        return lambda rows: [template.literals[0]] * len(rows)
    if len(template.columns) == 1:
        return partial(_one_column, template)
    return partial(_many_columns, template)


def _one_column(template: Template, rows: Rows) -> list[str | None]:
    before, after = template.literals
    return [None if text is None else before + text + after for text in rows.text(template.columns[0])]


def _many_columns(template: Template, rows: Rows) -> list[str | None]:
    columns = [rows.text(name) for name in template.columns]
    filled: list[str | None] = list(map(template.pattern.format, *columns))
    for column in columns:
        if None in column:
            filled = [None if part is None else text for part, text in zip(column, filled, strict=True)]
    return filled


def _origin(value: Value, *, as_read: bool) -> Origin:
    if value.column is not None:
        column = value.column
        return (lambda rows: rows.numbers_as_read(column)) if as_read else (lambda rows: rows.text(column))
    if value.template is not None:
        return compile_template(parse_template(value.template))
    return partial(_first, value.first) if value.first else partial(_join, value.join, value.separator)


def _first(names: Sequence[str], rows: Rows) -> list[str | None]:
    columns = zip(*map(rows.text, names), strict=True)
    return [next((text for text in row if text is not None), None) for row in columns]


def _join(names: Sequence[str], separator: str, rows: Rows) -> list[str | None]:
    columns = zip(*map(rows.text, names), strict=True)
    return [separator.join(text for text in row if text is not None) or None for row in columns]


def _steps(value: Value) -> list[Step]:
    """Return what is done to a text, in the order that the documentation promises."""
    steps: list[Step] = []
    if value.strip:
        steps.append(lambda text: text.strip() or None)
    if value.lower:
        steps.append(str.lower)
    if value.extract:
        steps.append(partial(_extract, re.compile(value.extract)))
    if value.nulls:
        steps.append(lambda text: None if text in value.nulls else text)
    if value.map is not None:
        steps.append(partial(_mapped, value))
    if value.number:
        steps.append(partial(plain_number, decimals="," if value.number == "comma" else "."))
    if value.digest:
        steps.append(pseudonym)
    return steps


def _extract(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return found.group(1 if pattern.groups else 0) if found else None


def _mapped(value: Value, text: str) -> object:
    words = value.map or {}
    if text in words:
        return words[text]
    if value.otherwise == "reject":
        raise ValueError("is not in the map; add it, or say 'else: keep' or 'else: null'")
    return text if value.otherwise == "keep" else None


def _convert(steps: Sequence[Step], default: object, target: ColumnType, cell: object) -> object:
    for step in steps:
        if cell is None:
            break
        cell = step(cell if isinstance(cell, str) else cell_text(cell) or "")
    return typed(default if cell is None else cell, target)


def _spread(name: str, origin: Origin, convert: Callable[[object], object], rows: Rows) -> Converted:
    cells = origin(rows)
    results: dict[object, object] = {}
    reasons: dict[object, str] = {}
    for cell in set(cells):
        try:
            results[cell] = convert(cell)
        except ValueError as fault:
            results[cell], reasons[cell] = None, str(fault)
    values = list(map(results.__getitem__, cells))
    if not reasons:
        return Converted(values, {})
    bad = {at: Problem(name, cell_text(cell), reasons[cell]) for at, cell in enumerate(cells) if cell in reasons}
    return Converted(values, bad)
