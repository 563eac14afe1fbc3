"""JSON Lines: one object a line; nested objects are addressed by dotted names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NoReturn

from tripact.connect.tablefile.encoding import Encoding
from tripact.connect.tablefile.lines import TextLines, split_lines
from tripact.connect.tablefile.model import BATCH_ROWS, Batch, Reject, Unit
from tripact.connect.tablefile.source import Source
from tripact.errors import TripactError

Record = dict[str, object]


@dataclass
class _Chunk:
    """Lines of one batch as they are being read."""

    records: list[Record] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)

    def add(self, number: int, line: str) -> None:
        """Take the object of a line, or say why there is none; a blank line is nothing at all."""
        text = line.strip()
        if not text:
            return
        try:
            self.records.append(parse_record(text))
            self.lines.append(number)
        except (ValueError, RecursionError) as bad:
            self.rejects.append(Reject(number, text, str(bad)))


@dataclass(frozen=True)
class JsonlTable:
    """An opened JSON Lines file; every reading starts anew."""

    source: Source
    encoding: Encoding
    columns: tuple[str, ...]
    complete: bool
    unit: Unit = "bytes"

    @property
    def detected(self) -> dict[str, str]:
        """Format, encoding and how the columns were found."""
        words = {"format": "jsonl", "encoding": str(self.encoding)}
        if self.source.compressed:
            words["compression"] = "gzip"
        if not self.complete:
            words["columns"] = "of the first lines; later lines may bring more"
        return words

    @property
    def total(self) -> int:
        """Size of the file, which the position of the last batch reaches."""
        return self.source.size

    def batches(self, size: int = BATCH_ROWS) -> Iterator[Batch]:
        """Yield the objects in batches; a name that only later lines have becomes a column of its batch.

        Raises:
            TripactError: If the file turns out not to be readable, naming the line.
        """
        lines = TextLines(self.source, self.encoding)
        numbered = enumerate(lines, start=1)
        while taken := list(islice(numbered, size)):
            chunk = _Chunk()
            for number, line in taken:
                chunk.add(number, line)
            names = dict.fromkeys(self.columns) | dict.fromkeys(_names(chunk.records))
            columns = {name: [record.get(name) for record in chunk.records] for name in names}
            yield Batch(taken[0][0], columns, chunk.rejects, chunk.lines, lines.position)


def open_jsonl(source: Source, encoding: Encoding, text: str, *, complete: bool) -> JsonlTable:
    """Return the table whose columns are the names in ``text``, the first lines of the file.

    Raises:
        TripactError: If none of them is a JSON object.
    """
    chunk = _Chunk()
    for number, line in enumerate(split_lines(text), start=1):
        chunk.add(number, line)
    if not chunk.records:
        _refuse(source, text, chunk.rejects)
    return JsonlTable(source, encoding, tuple(_names(chunk.records)), complete)


def parse_record(text: str) -> Record:
    """Return the object that ``text`` holds, its nested objects flattened; lists stay JSON text.

    Example:
        >>> parse_record('{"id": 7, "utm": {"source": "ads"}, "tags": ["a", "b"]}')
        {'id': 7, 'utm.source': 'ads', 'tags': '["a", "b"]'}

    Raises:
        ValueError: If it is no object, holds half a character, or a name or path stands in it twice.
    """
    try:
        found = _DECODER.decode(text)
    except json.JSONDecodeError as bad:
        raise ValueError(f"not JSON: {bad.msg} at character {bad.pos + 1}") from bad
    if not isinstance(found, dict):
        raise ValueError("not a JSON object in braces")
    if "\\u" in text:
        _expect_text(found)
    nested = any(isinstance(value, dict | list) for value in found.values())
    return _unique(list(_flat(found, ""))) if nested else found


def _expect_text(record: Record) -> None:
    # Half of a surrogate pair is JSON, but no text: no file and no database takes it.
    try:
        json.dumps(record, ensure_ascii=False).encode()
    except UnicodeEncodeError as bad:
        raise ValueError(f"holds half a character: \\u{ord(bad.object[bad.start]):04x}") from bad


def _flat(record: Record, prefix: str) -> Iterator[tuple[str, object]]:
    for name, value in record.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def _unique(pairs: list[tuple[str, object]]) -> Record:
    record = dict(pairs)
    if len(record) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"the name '{next(name for name in names if names.count(name) > 1)}' stands twice")
    return record


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")


# One decoder for all lines: json.loads would build one for each.
_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_number)


def _names(records: list[Record]) -> dict[str, None]:
    """All names, in the order in which they first appear."""
    shapes = dict.fromkeys(map(tuple, records))
    return {name: None for shape in shapes for name in shape}


def _refuse(source: Source, text: str, rejects: list[Reject]) -> NoReturn:
    if text.lstrip().startswith("["):
        raise TripactError(
            "invalid",
            "The file is one JSON array, not JSON Lines.",
            where=source.name,
            hint="Write one object a line, for example with: jq -c '.[]'",
        )
    problem = f"line {rejects[0].row} is {rejects[0].reason}" if rejects else "there is nothing in it"
    raise TripactError("invalid", f"The file holds no JSON object: {problem}.", where=source.name)
