"""The published JSON Schema of the agreement: completion and hints while people write."""

from __future__ import annotations

import re
from typing import Any

from tripact.agreement.agreement import Agreement

_ATTRIBUTE = re.compile(r"^    (\w+): (.+(?:\n {8,}.+)*)", re.MULTILINE)


def agreement_schema() -> dict[str, Any]:
    """Return the schema (draft 2020-12) that editors complete and check agreement files with."""
    schema = Agreement.model_json_schema(by_alias=True)
    for part in (schema, *schema["$defs"].values()):
        _describe(part)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "tripact agreement",
        "description": "The agreement between marketing, sales and customer success, as tripact reads it.",
    }


def _describe(part: dict[str, Any]) -> None:
    """Move what a class says of its attributes to the properties themselves."""
    text, _, attributes = part.get("description", "").partition("\n\nAttributes:\n")
    if text:
        part["description"] = " ".join(text.split())
    for name, says in _ATTRIBUTE.findall(attributes):
        key = name if name in part.get("properties", {}) else name.rstrip("_")
        if key in part.get("properties", {}):
            part["properties"][key]["description"] = " ".join(says.split())
