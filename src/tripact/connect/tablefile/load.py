"""From a file to a mapping: all problems at once, each with its line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from tripact.agreement.document import read_document
from tripact.agreement.issues import Issue
from tripact.agreement.places import Places
from tripact.connect.tablefile.checks import check_fields
from tripact.connect.tablefile.faults import shape_faults
from tripact.connect.tablefile.mapping import Mapping
from tripact.errors import TripactError


@dataclass(frozen=True)
class LoadedMapping:
    """A mapping as read, or the reasons why it cannot be.

    Attributes:
        mapping: The mapping; None while there are errors.
        issues: What is wrong.
        places: Where each clause stands.
    """

    mapping: Mapping | None
    issues: tuple[Issue, ...]
    places: Places


class MappingError(TripactError):
    """A mapping with errors; ``issues`` has them one by one."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self.issues = tuple(sorted(issues))
        count = f"{len(self.issues)} errors" if len(self.issues) > 1 else "an error"
        listed = "\n".join(f"{each.file}:{each.line}: {each.message} {each.hint}".rstrip() for each in self.issues)
        super().__init__("invalid", f"The mapping has {count}; nothing was imported.\n{listed}")


def load_mapping(path: Path) -> LoadedMapping:
    """Read a mapping and check all of it that can be checked without the tables.

    Raises:
        TripactError: If the file cannot be read at all.
    """
    document = read_document(str(path), _text(path))
    places = Places(document.places)
    issues = list(document.issues)
    try:
        mapping = Mapping.model_validate({} if document.value is None else document.value)
    except ValidationError as fault:
        return LoadedMapping(None, tuple(sorted([*issues, *shape_faults(fault, Mapping, places)])), places)
    issues += check_fields(mapping, places)
    return LoadedMapping(None if issues else mapping, tuple(sorted(issues)), places)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise TripactError(
            "missing", f"The mapping cannot be read: {fault.strerror}.", where=str(path), hint="Check the path."
        ) from fault
    except UnicodeDecodeError as fault:
        raise TripactError(
            "invalid", "The mapping is not UTF-8 text.", where=str(path), hint="Save it as UTF-8."
        ) from fault
