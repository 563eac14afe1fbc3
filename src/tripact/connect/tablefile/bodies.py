"""Bodies of facts: JSON put together from columns, the same text that ``facts.encode`` would give."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_encode = json.JSONEncoder(ensure_ascii=False).encode


class Field(NamedTuple):
    """One field of a body: its name and its value in each row."""

    name: str
    values: Sequence[object]


def bodies(fields: Iterable[Field], size: int) -> Sequence[str]:
    """Return the JSON object of each row: keys sorted, no nulls, no spaces.

    Example:
        >>> bodies([Field("stage", ["won", "lost"]), Field("reason", [None, "price"])], 2)
        ['{"stage":"won"}', '{"reason":"price","stage":"lost"}']
    """
    parts = [_parts(field) for field in sorted(fields, key=lambda field: field.name)]
    if not parts:
        return ["{}"] * size
    return ["{" + "".join(row)[:-1] + "}" for row in zip(*parts, strict=True)]


def _parts(field: Field) -> Iterable[str]:
    """Yield ``"name":value,`` for each row; each distinct value is written once."""
    name = _encode(field.name)
    texts = {value: "" if value is None else f"{name}:{_encode(value)}," for value in set(field.values)}
    return map(texts.__getitem__, field.values)
