"""Decoded lines of a file with their numbers, as ``csv`` and ``json`` want to be fed."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator

from tripact.connect.tablefile.encoding import Encoding
from tripact.connect.tablefile.source import Source
from tripact.errors import TripactError

# A table with one line of this length is no table; without a limit it would be read whole.
_LONGEST_LINE = 1 << 24


class TextLines:
    """The lines of one reading of a file, line ends kept.

    Attributes:
        position: How many bytes of the file were read so far.
    """

    def __init__(self, source: Source, encoding: Encoding) -> None:
        self.position = 0
        self._source = source
        self._encoding = encoding
        self._decoder = codecs.getincrementaldecoder(encoding.name)()
        self._unsure = re.compile(b"[" + re.escape(encoding.undecided) + b"]") if encoding.undecided else None
        self._given = 0
        self._recent: tuple[list[str], list[str]] = ([], [])

    def __iter__(self) -> Iterator[str]:
        """Yield the lines; may be asked once.

        Raises:
            TripactError: Naming the line, if bytes do not fit the encoding or it holds a NUL.
        """
        tail, mark = "", self._encoding.mark
        for chunk, position in self._source.chunks():
            self.position = position
            lines = split_lines(self._decode(chunk[mark:], tail))
            tail, mark = _incomplete(lines), 0
            yield from self._remember(lines)
            self._check_length(tail)
        self.position = self._source.size
        yield from self._remember(split_lines(self._decode(b"", tail, final=True)))

    def raw(self, first: int, last: int) -> str:
        """Return the text of recently given lines, as far as they are still at hand."""
        kept = [*self._recent[0], *self._recent[1]]
        start = self._given - len(kept) + 1
        return "".join(kept[max(0, first - start) : last - start + 1]).rstrip("\r\n")

    def _remember(self, lines: list[str]) -> list[str]:
        self._recent = (self._recent[1], lines)
        self._given += len(lines)
        return lines

    def _decode(self, chunk: bytes, tail: str, *, final: bool = False) -> str:
        try:
            if self._unsure and (found := self._unsure.search(chunk)):
                raise UnicodeDecodeError(self._encoding.name, chunk, *found.span(), "could be read in two ways")
            text = tail + self._decoder.decode(chunk, final)
        except UnicodeDecodeError as bad:
            before = bad.object[: bad.start].decode(self._encoding.name, "ignore")
            raise self._wrong_encoding(bad, self._line_of(tail + before)) from bad
        if "\0" in text:
            raise self._binary(self._line_of(text[: text.index("\0")]))
        return text

    def _line_of(self, before: str) -> int:
        """Number of the line on which text continues that begins after the given lines."""
        return self._given + 1 + sum(line.endswith(("\n", "\r")) for line in split_lines(before))

    def _wrong_encoding(self, bad: UnicodeDecodeError, line: int) -> TripactError:
        return TripactError(
            "invalid",
            f"Byte 0x{bad.object[bad.start]:02X} does not fit the encoding {self._encoding}: {bad.reason}.",
            where=f"{self._source.name}:{line}",
            hint="Set `encoding:` to that of the file, for example cp1250 or cp1252.",
        )

    def _binary(self, line: int) -> TripactError:
        return TripactError(
            "invalid",
            "The line holds a NUL character, which no text has.",
            where=f"{self._source.name}:{line}",
            hint="Set `encoding: utf-16-le` if it is UTF-16; else the file is damaged or not a table.",
        )

    def _check_length(self, tail: str) -> None:
        if len(tail) > _LONGEST_LINE:
            raise TripactError(
                "invalid",
                f"The line is longer than {_LONGEST_LINE:,} characters.",
                where=f"{self._source.name}:{self._given + 1}",
                hint="Is the file a table of text?",
            )


def split_lines(text: str) -> list[str]:
    r"""Return the lines with their ends; unlike ``str.splitlines`` only at ``\n``, ``\r\n``, ``\r``."""
    return list(io.StringIO(text, newline=""))


def _incomplete(lines: list[str]) -> str:
    r"""Take off the last line if more of it may come; one that ends in ``\r`` may get its ``\n``."""
    return lines.pop() if lines and not lines[-1].endswith("\n") else ""
