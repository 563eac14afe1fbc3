"""From files to an agreement: all problems at once, each with its line."""

from __future__ import annotations

import copy
import hashlib
import json
import pathlib
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tripact.agreement.agreement import Agreement
from tripact.agreement.checks import check_agreement
from tripact.agreement.document import Document, read_document
from tripact.agreement.issues import Issue
from tripact.agreement.loaded import Loaded
from tripact.agreement.places import Path, Place, Places
from tripact.agreement.shape import shape_issues
from tripact.errors import TripactError

_NAMING = frozenset(["scope", "attributes", "fit", "engagement", "counts", "intent", "stages"])
"""The sections that give rules their names; while one is broken, no rule is judged."""

_DRAFTS = 4
"""How often clauses at fault are left out; without a required key, the clause around it goes next."""


def load_agreement(path: pathlib.Path) -> Loaded:
    """Read a file, or a folder of ``*.yaml`` files that each hold some sections."""
    return load_changed(path, {})


def load_changed(path: pathlib.Path, change: Mapping[str, Any]) -> Loaded:
    """Read an agreement with changes on top: a section in both is merged key by key, and null takes a key away."""
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    if not files:
        return _unread(Issue.at(Place(str(path), 1), "file", "There is no .yaml file in this folder."))
    documents = [_read(file) for file in files]
    raw, issues = _merge(documents)
    places = Places({path: place for document in reversed(documents) for path, place in document.places.items()})
    return _shaped(_changed(raw, change), issues, places)


def _changed(raw: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    merged = {key: value for key, value in raw.items() if key not in change or change[key] is not None}
    for key, value in change.items():
        if isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] = _changed(merged[key], value)
        elif value is not None:
            merged[key] = value
    return merged


def parse_agreement(text: str, file: str = "agreement.yaml") -> Loaded:
    """Read an agreement from text."""
    document = read_document(file, text)
    raw, issues = _merge([document])
    return _shaped(raw, issues, Places(document.places))


def require_agreement(path: pathlib.Path) -> Agreement:
    """Return the agreement at ``path``, checked.

    Raises:
        TripactError: If it has errors; the message lists all of them.
    """
    loaded = load_agreement(path)
    errors = [issue for issue in check_agreement(loaded) if issue.level == "error"]
    if errors or loaded.agreement is None:
        listed = "".join(f"\n  {issue}" for issue in errors)
        count = "an error" if len(errors) == 1 else f"{len(errors)} errors"
        raise TripactError("invalid", f"The agreement has {count}:{listed}")
    return loaded.agreement


def _read(file: pathlib.Path) -> Document:
    try:
        return read_document(str(file), file.read_text(encoding="utf-8-sig"))
    except OSError as fault:
        reason = fault.strerror or "unknown reason"
        return _refused(file, f"This file cannot be read: {reason}.", "Check the path.")
    except UnicodeDecodeError:
        return _refused(file, "This file is not UTF-8 text.", "Save it as UTF-8.")


def _refused(file: pathlib.Path, message: str, hint: str) -> Document:
    return Document(str(file), issues=[Issue.at(Place(str(file), 1), "file", message, hint)])


def _unread(issue: Issue) -> Loaded:
    return Loaded(None, (issue,), Places())


def _merge(documents: Iterable[Document]) -> tuple[dict[str, Any], list[Issue]]:
    """Put the sections of all files together; the first file that has a section gives it."""
    merged: dict[str, Any] = {}
    homes: dict[str, Place] = {}
    issues: list[Issue] = []
    for document in documents:
        issues += document.issues or _not_a_mapping(document)
        for key, value in document.value.items() if isinstance(document.value, dict) else ():
            place = document.places[(key,)]
            if key in merged:
                message = f"The section '{key}' stands here and in {homes[key]}."
                issues.append(Issue.at(place, "section-twice", message, "Keep it in one file."))
            else:
                merged[key], homes[key] = value, place
    return merged, issues


def _not_a_mapping(document: Document) -> list[Issue]:
    if isinstance(document.value, dict):
        return []
    message = "This file is empty." if document.value is None else "This file holds no sections."
    return [Issue.at(Place(document.file, 1), "file", message, "An agreement begins with 'apiVersion: tripact/v1'.")]


def _shaped(raw: dict[str, Any], issues: list[Issue], places: Places) -> Loaded:
    if issues and not raw:
        return Loaded(None, tuple(issues), places)
    try:
        agreement = Agreement.model_validate(raw).located(places, _digest(raw))
    except ValidationError as fault:
        # What form already made unreadable is not complained about twice.
        told = {(issue.file, issue.line) for issue in issues}
        shapes = (issue for issue in shape_issues(fault, places) if (issue.file, issue.line) not in told)
        found = sorted([*issues, *shapes])
        return Loaded(None, tuple(found), places, _draft(raw, fault, places))
    return Loaded(None if issues else agreement, tuple(sorted(issues)), places, agreement)


def _draft(raw: dict[str, Any], fault: ValidationError, places: Places) -> Agreement | None:
    """Return the agreement without the clauses at fault, so that its rules are checked at once, too."""
    rest = copy.deepcopy(raw)
    for _ in range(_DRAFTS):
        paths = [(_culprit(error, places), error["type"]) for error in fault.errors(include_url=False)]
        if any(_misleads(path, kind) for path, kind in paths):
            return None
        for path in sorted({path for path, _ in paths}, key=str, reverse=True):
            _drop(rest, path)
        try:
            return Agreement.model_validate(rest).located(places, "")
        except ValidationError as next_fault:
            fault = next_fault
    return None


def _culprit(error: ErrorDetails, places: Places) -> Path:
    return places.follow(error["loc"][:-1] if error["type"] == "missing" else error["loc"])


def _misleads(path: Path, kind: str) -> bool:
    """Tell whether rules could seem wrong because this clause is left out."""
    if len(path) < 2 or (len(path) == 2 and path[0] == "parties"):
        return True
    return path[0] in _NAMING and kind != "extra_forbidden"


def _drop(value: Any, path: Path) -> None:
    for step in path[:-1]:
        value = value.get(step) if isinstance(value, dict) else None
    if isinstance(value, dict):
        value.pop(path[-1], None)


def _digest(raw: dict[str, Any]) -> str:
    # Sections may stand in any order and file; within a section the order can mean something.
    canonical = json.dumps(dict(sorted(raw.items())), ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()
