"""Bodies of facts: JSON put together from columns, the same text that ``facts.encode`` would give."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import NamedTuple

_dumps = json.JSONEncoder(ensure_ascii=False).encode


class Field(NamedTuple):
    """One field of a body: its name and its value in each row, or in all of them."""

    name: str
    values: Sequence[object] | None
    constant: object = None


def bodies(fields: Iterable[Field], size: int) -> Sequence[str]:
    """Return the JSON object of each row: keys sorted, no nulls, no spaces.

    Example:
        >>> bodies([Field("stage", ["won", "lost"]), Field("reason", [None, "price"])], 2)
        ['{"stage":"won"}', '{"reason":"price","stage":"lost"}']
    """
    parts: list[Iterable[str]] = []
    for field in sorted(fields, key=lambda field: field.name):
        if field.values is None:
            parts.append(repeat(_part(field.name, field.constant), size))
        else:
            texts = {value: _part(field.name, value) for value in set(field.values)}
            parts.append(map(texts.__getitem__, field.values))
    if not parts:
        return ["{}"] * size
    return ["{" + "".join(row)[:-1] + "}" for row in zip(*parts, strict=True)]


def _part(name: str, value: object) -> str:
    return "" if value is None else f"{_dumps(name)}:{_dumps(value)},"
