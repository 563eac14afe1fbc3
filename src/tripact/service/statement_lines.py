"""Many statements at once: lines of JSON; good ones are recorded, the others go to a file with their reasons."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count, islice
from pathlib import Path

from tripact.errors import TripactError
from tripact.evaluate.refusals import Refusal
from tripact.service.chunks import MOST
from tripact.service.record import Outcome


@dataclass
class Counts:
    """What became of the lines.

    Attributes:
        read: How many statements there were.
        recorded: How many are new facts.
        known: How many the ledger had already.
        refused: How many are in the file of rejects.
        rejects_file: That file; None where nothing was refused.
    """

    read: int = 0
    recorded: int = 0
    known: int = 0
    refused: int = 0
    rejects_file: Path | None = field(default=None)


Record = Callable[[Sequence[object]], list[Outcome]]
"""Records statements of one kind and says what became of each."""


def record_lines(lines: Iterable[bytes], record: Record, rejects: Path, name: str) -> Counts:
    """Record statements, one a line; blank lines are passed over.

    Args:
        lines: Lines of JSON in UTF-8.
        record: Records statements, some hundreds at once.
        rejects: The folder of the file of rejects.
        name: How that file is called; the next free number is added.

    Raises:
        TripactError: If the ledger cannot be used; it names the first line that was not recorded.
    """
    counts = Counts()
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    while some := list(islice(numbered, MOST)):
        for (number, line), outcome in zip(some, _recorded(some, record), strict=True):
            counts.read += 1
            if outcome.state == "recorded":
                counts.recorded += 1
            elif outcome.state == "known":
                counts.known += 1
            else:
                counts.refused += 1
                counts.rejects_file = _keep(counts.rejects_file or _free(rejects, name), number, line, outcome.refused)
    return counts


def _recorded(some: Sequence[tuple[int, bytes]], record: Record) -> list[Outcome]:
    """Return what became of some lines; those that are no JSON are refused."""
    read = [_read(line) for _, line in some]
    try:
        outcomes = iter(record([each for each in read if not isinstance(each, Outcome)]))
    except TripactError as fault:
        raise TripactError(fault.kind, fault.message, where=f"from line {some[0][0]} on", hint=fault.hint) from fault
    return [each if isinstance(each, Outcome) else next(outcomes) for each in read]


def _read(line: bytes) -> object:
    """Return what a line says, or that it is refused because it says nothing."""
    try:
        return json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        message = 'The line is no JSON in UTF-8. Write one object a line, such as {"person": "p-1"}.'
        return Outcome("refused", refused=(Refusal("form", message, ""),))


def _free(folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return next(path for n in count(1) if not (path := folder / f"{name}-{n}.jsonl").exists())


def _keep(file: Path, number: int, line: bytes, refused: tuple[Refusal, ...]) -> Path:
    """Add a refused line with its reasons; the line itself can be mended and stated again."""
    kept = {
        "line": number,
        "statement": line.decode("utf-8", "backslashreplace").strip(),
        "refused": [said(each) for each in refused],
    }
    with file.open("a", encoding="utf-8", errors="backslashreplace") as rejects:
        rejects.write(json.dumps(kept, ensure_ascii=False) + "\n")
    return file


def said(refusal: Refusal) -> dict[str, str]:
    """Return a refusal as JSON says it."""
    where = {"where": refusal.where} if refusal.where else {}
    return {"rule": refusal.rule, "message": refusal.message, "field": refusal.field, **where}
