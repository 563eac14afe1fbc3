"""The shape of an agreement: pydantic's findings as issues that people understand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tripact.agreement.agreement import Agreement
from tripact.agreement.issues import Issue
from tripact.agreement.places import Path, Places
from tripact.agreement.spelling import suggest

_WORDS = {
    "missing": "is missing",
    "string_type": "must be text",
    "int_type": "must be a whole number",
    "float_type": "must be a number",
    "bool_type": "must be true or false",
    "date_type": "must be a date such as 2026-10-01",
    "dict_type": "must be a group of keys with values",
    "model_type": "must be a group of keys with values",
    "tuple_type": "must be a list",
}
_NAME_HINT = "Names are small letters, digits and underscores, and begin with a letter."


def shape_issues(fault: ValidationError, places: Places) -> Iterator[Issue]:
    """Yield one issue for each place that pydantic finds wrong."""
    seen: set[tuple[Path, bool]] = set()
    for error in fault.errors(include_url=False):
        path = places.follow(error["loc"])
        # A value that fits none of several forms is one fault, though pydantic lists each form.
        once = (path, error["type"] == "missing")
        if once not in seen or error["type"] == "missing":
            seen.add(once)
            yield _issue(error, path, places)


def _issue(error: ErrorDetails, path: Path, places: Places) -> Issue:
    place = places.at(path)
    if error["type"] == "extra_forbidden":
        return Issue.at(
            place,
            "unknown-key",
            f"{_said(path)}: this key is not known.",
            suggest(str(path[-1]), known_keys(path[:-1])),
        )
    if error["type"] == "missing":
        key = str(error["loc"][-1])
        return Issue.at(place, "missing-key", f"{_said((*path, key))} is missing.", f"Add '{key}:'.")
    return Issue.at(place, "value", f"{_said(path)} {_complaint(error)}.", _hint(error))


def _complaint(error: ErrorDetails) -> str:
    if error["type"] == "value_error":
        return f"is not right: {error['ctx']['error']}"
    if error["type"] in ("string_pattern_mismatch", "literal_error", "union_tag_invalid"):
        return f"cannot be '{error['input']}'"
    return _WORDS.get(error["type"], _plain(error["msg"]))


def _plain(message: str) -> str:
    return message.replace("Input should", "should").replace("String should", "should")


def _hint(error: ErrorDetails) -> str:
    if error["type"] == "literal_error":
        return f"It must be {error['ctx']['expected']}."
    if error["type"] == "string_pattern_mismatch":
        named = error["ctx"]["pattern"] == r"^[a-z][a-z0-9_]*$"
        return _NAME_HINT if named else f"It must look like {error['ctx']['pattern'].strip('^$')}."
    return ""


def _said(path: Path) -> str:
    return ".".join(str(step) for step in path) or "The agreement"


@cache
def _schema() -> dict[str, Any]:
    return Agreement.model_json_schema(by_alias=True)


def known_keys(path: Path) -> tuple[str, ...]:
    """Return the keys that the agreement knows under ``path``."""
    schema = _schema()
    for step in path:
        schema = _under(_forms(schema), step)
    return tuple(key for form in _forms(schema) for key in form.get("properties", {}))


def _forms(schema: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the alternatives of a schema, each without references."""
    if "$ref" in schema:
        return _forms(_schema()["$defs"][schema["$ref"].rsplit("/", 1)[-1]])
    if "anyOf" in schema:
        return [form for part in schema["anyOf"] for form in _forms(part)]
    return [dict(schema)]


def _under(forms: list[dict[str, Any]], step: str | int) -> dict[str, Any]:
    found = [_child(form, step) for form in forms]
    return {"anyOf": [child for child in found if child]}


def _child(form: Mapping[str, Any], step: str | int) -> dict[str, Any]:
    if isinstance(step, int):
        child = form.get("items")
    else:
        child = form.get("properties", {}).get(step) or form.get("additionalProperties")
        child = child or next(iter(form.get("patternProperties", {}).values()), None)
    return child if isinstance(child, dict) else {}
