"""Many statements at once: lines of JSON; good ones are recorded, the others go to a file with their reasons."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, islice
from pathlib import Path

from tripact.errors import TripactError
from tripact.evaluate.refusals import Refusal
from tripact.service.chunks import MOST
from tripact.service.record import Outcome


@dataclass(frozen=True)
class Counts:
    """What became of the lines.

    Attributes:
        line: The last line that is done.
        read: How many statements there were.
        recorded: How many are new facts.
        known: How many the ledger had already.
        refused: How many are in the file of rejects.
        rejects_file: That file; None where nothing was refused.
    """

    line: int = 0
    read: int = 0
    recorded: int = 0
    known: int = 0
    refused: int = 0
    rejects_file: Path | None = None


Record = Callable[[Sequence[object]], Iterator[Outcome]]
"""Records statements of one kind and says in their order what became of each."""


def record_lines(lines: Iterable[bytes], record: Record, rejects: Path, name: str) -> Iterator[Counts]:
    """Record statements, one a line, and yield the counts so far after each; blank lines are passed over.

    Args:
        lines: Lines of JSON in UTF-8.
        record: Records statements, some hundreds at once.
        rejects: The folder of the file of rejects.
        name: How that file is called; the next free number is added.
    """
    counts = Counts()
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    while some := list(islice(numbered, MOST)):
        read = [_read(line) for _, line in some]
        outcomes = record([each for each in read if not isinstance(each, Outcome)])
        for (number, line), each in zip(some, read, strict=True):
            outcome = each if isinstance(each, Outcome) else next(outcomes)
            counts = _counted(counts, number, outcome)
            if outcome.state == "refused":
                file = _keep(counts.rejects_file or _free(rejects, name), number, line, outcome.refused)
                counts = replace(counts, rejects_file=file)
            yield counts


def _counted(counts: Counts, number: int, outcome: Outcome) -> Counts:
    more = {outcome.state: getattr(counts, outcome.state) + 1}
    return replace(counts, line=number, read=counts.read + 1, **more)


def _read(line: bytes) -> object:
    """Return what a line says, or that it is refused because it says nothing."""
    try:
        return read_json(line.decode("utf-8"))
    except TripactError as twice:
        message = f"{twice.message} {twice.hint}"
    except (ValueError, RecursionError):
        message = 'The line is no JSON in UTF-8. Write one object a line, such as {"person": "p-1"}.'
    return Outcome("refused", refused=(Refusal("form", message, ""),))


def read_json(text: str) -> object:
    """Return what a JSON text says.

    Raises:
        TripactError: If a name stands in an object twice: which of both is meant, nobody can tell.
        ValueError: If it is no JSON.
    """
    return json.loads(text, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise TripactError("usage", f"The name '{name}' stands twice.", hint="Say it once.")
        found[name] = value
    return found


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
