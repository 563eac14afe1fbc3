"""From files to an agreement: all problems at once, each with its line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tripact.agreement.agreement import Agreement
from tripact.agreement.document import Document, read_document
from tripact.agreement.issues import Issue
from tripact.agreement.places import Place, Places
from tripact.agreement.shape import shape_issues
from tripact.errors import TripactError


@dataclass(frozen=True)
class Loaded:
    """An agreement as read, or the reasons why it cannot be.

    Attributes:
        agreement: The agreement; None while there are errors.
        issues: What is wrong with form and shape.
        places: Where each clause stands.
        draft: What could be read although there are errors, for further checks.
    """

    agreement: Agreement | None
    issues: tuple[Issue, ...]
    places: Places
    draft: Agreement | None = None


def load_agreement(path: Path) -> Loaded:
    """Read a file, or a folder of ``*.yaml`` files that each hold some sections."""
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    if not files:
        return _unread(Issue.at(Place(str(path), 1), "file", "There is no .yaml file in this folder."))
    documents = [_read(file) for file in files]
    raw, issues = _merge(documents)
    places = Places({path: place for document in reversed(documents) for path, place in document.places.items()})
    return _shaped(raw, issues, places)


def parse_agreement(text: str, file: str = "agreement.yaml") -> Loaded:
    """Read an agreement from text."""
    document = read_document(file, text)
    raw, issues = _merge([document])
    return _shaped(raw, issues, Places(document.places))


def require_agreement(path: Path) -> Agreement:
    """Return the agreement at ``path``.

    Raises:
        TripactError: If it has errors of form or shape; the message lists all of them.
    """
    loaded = load_agreement(path)
    if loaded.agreement is None:
        listed = "\n".join(str(issue) for issue in loaded.issues)
        raise TripactError("invalid", f"The agreement has {len(loaded.issues)} errors:\n{listed}")
    return loaded.agreement


def _read(file: Path) -> Document:
    try:
        return read_document(str(file), file.read_text(encoding="utf-8-sig"))
    except OSError as fault:
        reason = fault.strerror or "unknown reason"
        return _refused(file, f"This file cannot be read: {reason}.", "Check the path.")
    except UnicodeDecodeError:
        return _refused(file, "This file is not UTF-8 text.", "Save it as UTF-8.")


def _refused(file: Path, message: str, hint: str) -> Document:
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
        return Loaded(None, tuple(sorted([*issues, *shape_issues(fault, places)])), places)
    if issues:
        return Loaded(None, tuple(sorted(issues)), places, agreement)
    return Loaded(agreement, (), places, agreement)


def _digest(raw: dict[str, Any]) -> str:
    # Sections may stand in any order and file; within a section the order can mean something.
    canonical = json.dumps(dict(sorted(raw.items())), ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()
