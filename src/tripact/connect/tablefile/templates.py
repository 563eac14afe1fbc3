"""Templates: text with the names of columns in braces, and nothing else that could be executed."""

from __future__ import annotations

import re
from typing import NamedTuple

_PART = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_BRACES = {"{{": "{", "}}": "}"}


class Template(NamedTuple):
    """A template taken apart: one literal more than there are columns, around and between them."""

    literals: tuple[str, ...]
    columns: tuple[str, ...]

    @property
    def pattern(self) -> str:
        """The template for ``str.format`` with the columns by position."""
        return "{}".join(text.replace("{", "{{").replace("}", "}}") for text in self.literals)


def parse_template(text: str) -> Template:
    """Take a template apart.

    Raises:
        ValueError: If a brace stands alone or names no column.
    """
    literals, columns, last = [""], [], 0
    for part in _PART.finditer(text):
        literals[-1] += text[last : part.start()]
        last = part.end()
        if part.group() in _BRACES:
            literals[-1] += _BRACES[part.group()]
        elif not (part.group(1) or "").strip():
            raise ValueError(f"the template '{text}' has a brace without a column; write {{{{ for a brace itself")
        else:
            columns.append(part.group(1).strip())
            literals.append("")
    literals[-1] += text[last:]
    return Template(tuple(literals), tuple(columns))
