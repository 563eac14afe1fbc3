"""What pydantic finds wrong in a mapping, as issues with their line and the nearest known key."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from tripact.agreement.issues import Issue
from tripact.agreement.places import Path, Places
from tripact.agreement.spelling import suggest

_WORDS = {
    "string_type": "must be text",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "date_type": "must be a date such as 2026-10-01",
    "dict_type": "must be a group of keys with values",
    "model_type": "must be a group of keys with values",
    "tuple_type": "must be a list",
    "too_short": "must not be empty",
    "string_too_short": "must not be empty",
}


def shape_faults(fault: ValidationError, model: type[BaseModel], places: Places) -> Iterator[Issue]:
    """Yield one issue for each place that pydantic finds wrong."""
    seen: set[Path] = set()
    for error in fault.errors(include_url=False):
        path = places.follow(error["loc"])
        once = (*path, error["loc"][-1]) if error["type"] == "missing" else path
        if once not in seen:
            seen.add(once)
            yield _issue(error, path, model, places)


def _issue(error: ErrorDetails, path: Path, model: type[BaseModel], places: Places) -> Issue:
    place = places.at(path)
    if error["type"] == "extra_forbidden":
        key = str(error["loc"][-1])
        return Issue.at(place, "unknown-key", f"The key '{key}' is not known.", suggest(key, _keys(model, path)))
    if error["type"] == "missing":
        key = str(error["loc"][-1])
        return Issue.at(place, "missing-key", f"The key '{key}' is missing.", f"Add '{key}:'.")
    said = ".".join(str(step) for step in path) or "The mapping"
    return Issue.at(place, "value", f"{said} {_complaint(error)}.", _hint(error))


def _complaint(error: ErrorDetails) -> str:
    if error["type"] == "value_error":
        return f"is not right: {error['ctx']['error']}"
    if error["type"] in ("string_pattern_mismatch", "literal_error"):
        return f"cannot be '{error['input']}'"
    return _WORDS.get(error["type"], error["msg"].replace("Input should", "should"))


def _hint(error: ErrorDetails) -> str:
    return f"It must be {error['ctx']['expected']}." if error["type"] == "literal_error" else ""


def _keys(model: type[BaseModel], path: Path) -> list[str]:
    """Return the keys that may stand where the last step of ``path`` stands."""
    hint: Any = model
    for step in path[:-1]:
        hint = _below(_plain(hint), step)
    found = _plain(hint)
    return [field.alias or name for name, field in found.model_fields.items()] if _is_model(found) else []


def _below(hint: Any, step: str | int) -> Any:
    if not _is_model(hint):
        return next((each for each in reversed(get_args(hint)) if each is not Ellipsis), None)
    fields = hint.model_fields.items()
    return next((field.annotation for name, field in fields if step in (name, field.alias)), None)


def _plain(hint: Any) -> Any:
    """Return a hint without its annotations and without its None."""
    if get_origin(hint) is Annotated:
        return _plain(get_args(hint)[0])
    if get_origin(hint) in (Union, UnionType):
        return _plain(next(each for each in get_args(hint) if each is not type(None)))
    return hint


def _is_model(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, BaseModel)
