"""Case files: what happened, and what the agreement must make of it, in words that people can read aloud."""

from __future__ import annotations

import pathlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from tripact.agreement.agreement import Agreement
from tripact.agreement.checks import check_agreement
from tripact.agreement.document import Document, read_document
from tripact.agreement.issues import Issue
from tripact.agreement.load import load_changed
from tripact.agreement.places import Place, Places
from tripact.agreement.spelling import suggest
from tripact.errors import TripactError
from tripact.ledger.kinds import required_field
from tripact.service.case_names import unknown_expected, unknown_known
from tripact.service.cases import Case, Expectation, Told
from tripact.service.statements import STATED

_FILE = ("agreement", "as_of", "profiles", "signals", "cases")
_CASE = ("says", "change", "as_of", "known_at", "known", "facts", "try", "expect")
_FACT = ("when", "known")


def read_cases(file: pathlib.Path, agreement: pathlib.Path | None, nouns: Mapping[str, tuple[str, ...]]) -> list[Case]:
    """Return the cases of a file.

    Args:
        file: The YAML file.
        agreement: The agreement of cases that name none.
        nouns: What can be expected, with the values each can have.

    Raises:
        TripactError: If the file, or an agreement with its changes, has faults; all are listed.
    """
    try:
        document = read_document(str(file), file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as fault:
        reason = getattr(fault, "strerror", None) or "it is not UTF-8 text"
        raise TripactError("missing", f"{file} cannot be read: {reason}.", hint="Name a file of cases.") from fault
    reader = _Reader(file, document, agreement, nouns)
    cases = reader.cases()
    if reader.issues:
        listed = "".join(f"\n  {issue}" for issue in sorted(reader.issues))
        count = "a fault" if len(reader.issues) == 1 else f"{len(reader.issues)} faults"
        raise TripactError("invalid", f"The cases have {count}:{listed}")
    return cases


class _Reader:
    """Reads one file; what is wrong gathers in ``issues``."""

    def __init__(
        self,
        file: pathlib.Path,
        document: Document,
        agreement: pathlib.Path | None,
        nouns: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.file, self.places, self.nouns = file, Places(document.places), nouns
        self.raw = document.value if isinstance(document.value, dict) else {}
        self.issues: list[Issue] = list(document.issues)
        self.path = agreement
        self.agreements: dict[str, Agreement | None] = {}

    def cases(self) -> list[Case]:
        """Return the cases that could be read."""
        self._keys(self.raw, _FILE, ())
        if "agreement" in self.raw:
            self.path = self.file.parent / str(self.raw["agreement"])
        if self.path is None:
            self._fault(
                (), "agreement", "These cases name no agreement.", "Write 'agreement: FILE', or name a workspace."
            )
            return []
        listed = self.raw.get("cases")
        if not isinstance(listed, list) or not listed:
            self._fault(("cases",), "cases", "There are no cases in this file.", "List them under 'cases:'.")
            return []
        found = [self._case(raw, ("cases", number)) for number, raw in enumerate(listed)]
        return [each for each in found if each]

    def _case(self, raw: object, path: tuple[str | int, ...]) -> Case | None:
        if not isinstance(raw, dict) or not isinstance(raw.get("says"), str):
            self._fault(path, "says", "A case is named by a sentence.", "Begin it with 'says: …'.")
            return None
        self._keys(raw, _CASE, path)
        agreement = self._agreement(raw.get("change") or {}, path)
        facts = tuple(self._told(raw.get("facts"), (*path, "facts")))
        tried = tuple(self._told(raw.get("try"), (*path, "try")))
        expects = tuple(self._expected(raw.get("expect"), (*path, "expect")))
        if not expects:
            self._fault(path, "expect", "This case expects nothing.", "Say what must be found under 'expect:'.")
        if agreement is None:
            return None
        known = self._known(raw.get("known") or {}, (*path, "known"))
        moments = (_text(raw.get("as_of", self.raw.get("as_of"))), _text(raw.get("known_at")))
        signals = tuple(str(each) for each in self._listed("signals"))
        case = Case(raw["says"], self.places.at(path), agreement, *moments, known, facts, tried, expects, signals)
        self._names(case, (*path, "known"))
        return case

    def _names(self, case: Case, path: tuple[str | int, ...]) -> None:
        """Add what a case names and the agreement, or the case itself, does not know."""
        for subject, name, refused in unknown_known(case):
            own = (*path, subject, name)
            stands = own if own in self.places.known else (*path, subject)
            self._fault(stands, refused.rule, refused.message, "")
        self.issues += unknown_expected(case)

    def _listed(self, key: str) -> list[object]:
        raw = self.raw.get(key) or []
        if not isinstance(raw, list):
            self._fault((key,), key, f"'{key}' is a list.", f"Write '{key}: [NAME, …]'.")
            return []
        return raw

    def _agreement(self, change: object, path: tuple[str | int, ...]) -> Agreement | None:
        """Return the agreement with the changes of a case; the same changes are read once."""
        key = repr(change)
        if key not in self.agreements:
            assert self.path is not None
            loaded = load_changed(self.path, change if isinstance(change, dict) else {})
            errors = [issue for issue in check_agreement(loaded) if issue.level == "error"]
            for issue in errors:
                self._fault(
                    (*path, "change") if change else (), issue.rule, f"The agreement: {issue.message}", issue.hint
                )
            self.agreements[key] = None if errors else loaded.agreement
        return self.agreements[key]

    def _known(self, raw: object, path: tuple[str | int, ...]) -> dict[str, dict[str, Any]]:
        if not isinstance(raw, dict) or not all(isinstance(each, dict) for each in raw.values()):
            self._fault(path, "known", "What is known is told by subject.", "Write 'known: {anna: {role: champion}}'.")
            return {}
        return {str(subject): self._like(values, (*path, subject)) for subject, values in raw.items()}

    def _like(self, values: dict[str, Any], path: tuple[str | int, ...]) -> dict[str, Any]:
        """Return the values with those of the profile that they name."""
        profiles = self.raw.get("profiles") or {}
        name = values.get("like")
        if name is not None and name not in profiles:
            self._fault(path, "profile", f"There is no profile '{name}' in this file.", suggest(str(name), profiles))
            return {}
        return {**profiles.get(name, {}), **{key: value for key, value in values.items() if key != "like"}}

    def _told(self, raw: object, path: tuple[str | int, ...]) -> Iterator[Told]:
        for number, each in enumerate(raw if isinstance(raw, list) else []):
            here = (*path, number)
            kinds = _kinds_of(each) if isinstance(each, dict) else []
            if len(kinds) != 1:
                message = "A fact says what happened by one kind of fact."
                self._fault(here, "fact", message, f"Write {{when: …, person: anna, signal: demo}}; {_kinds()}.")
                continue
            values = {key: _plain(value) for key, value in each.items() if key not in (*_FACT, kinds[0])}
            values |= _main(kinds[0], each[kinds[0]])
            if "when" in each:
                values["occurred_at"] = _plain(each["when"])
            yield Told(kinds[0], values, _text(each.get("known")), self.places.at(here))

    def _expected(self, raw: object, path: tuple[str | int, ...]) -> Iterator[Expectation]:
        for number, each in enumerate(raw if isinstance(raw, list) else []):
            here = (*path, number)
            none = isinstance(each, dict) and set(each) == {"no"}
            said = each["no"] if none else each
            noun = next(iter(said), "") if isinstance(said, dict) else ""
            if noun not in self.nouns:
                hint = suggest(str(noun), self.nouns)
                self._fault(here, "expect", f"'{noun}' is nothing that can be expected.", hint)
                continue
            self._keys(said, (noun, *self.nouns[noun]), here)
            yield Expectation(noun, {key: _plain(value) for key, value in said.items()}, none, self.places.at(here))

    def _keys(self, raw: Mapping[str, object], known: tuple[str, ...], path: tuple[str | int, ...]) -> None:
        for key in raw:
            if key not in known:
                self._fault((*path, key), "unknown-key", f"'{key}' is not known here.", suggest(str(key), known))

    def _fault(self, path: tuple[str | int, ...], rule: str, message: str, hint: str) -> None:
        place = self.places.at(path)
        self.issues.append(Issue.at(place if place.file else Place(str(self.file), 1), rule, message, hint))


def _kinds_of(raw: Mapping[str, object]) -> list[str]:
    """Return the kinds that a fact says; beside another kind, 'deal' is only whose fact it is."""
    return [key for key in raw if key in STATED and key != "deal"] or [key for key in raw if key == "deal"]


def _main(kind: str, value: object) -> dict[str, Any]:
    """Return what stands under the kind: its first field, of a deal the deal itself, of others their fields."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    first = "deal" if kind == "deal" else required_field(kind)
    return {first: _plain(value)}


def _kinds() -> str:
    return f"kinds are {', '.join(STATED)}"


def _plain(value: object) -> Any:
    return (
        value.isoformat(" ") if isinstance(value, datetime) else value.isoformat() if isinstance(value, date) else value
    )


def _text(value: object) -> str | None:
    return None if value is None else str(_plain(value))
