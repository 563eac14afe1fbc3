"""Bytes to encoding: told by marks and proofs, asked for where the bytes leave a choice.

Byte order marks and UTF-8 are proofs. Of the one-byte encodings nearly every byte is valid, so a
choice between them is made by striking out: a reading that no language writes ("Pre¾ov") falls,
and the encoding counts as told only when all readings that are left say the same. Only Western and
Central European encodings are weighed; text in another script fits none of them and is asked for.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from tripact.errors import TripactError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins as the mark of UTF-16 LE does, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# In the order in which equal readings are named. Latin-1 is the part of cp1252 without 0x80-0x9F;
# ISO 8859-2 is weighed against the others and never concluded from what is left.
_ONE_BYTE = ("cp1252", "cp1250", "iso8859-2")

# So many lines with other letters than ASCII say what all of them would.
_TELLING_LINES = 5000

_LETTER = r"[^\W\d_¹²³¼½¾]"
_IMPOSSIBLE = re.compile(
    r"[\x80-\x9f]"  # control characters
    rf"|(?<={_LETTER})(?:[¹²³¼½¾ªº]|[^\w\s\x00-\x7f’‘´–—·…\xad])(?={_LETTER})"  # a sign within a word: Pre¾ov
    rf"|[¤¦¨¯¸¬†‡ƒˆ˜ˇ˘˝˛˙](?={_LETTER})|(?<={_LETTER})[¤¦¨¯¸¬†‡ƒˆ˜ˇ˘˝˛˙‚„]"  # DOS: ¦ilina, Jos‚
    rf"|{_LETTER}{{2}}\xa0[a-z]|[a-z][ŠŽ]|[A-Z][ŠŽ][a-z]"  # DOS: Nov ková; Macintosh: CafŽ
    r"|(?:[^\W\d_](?<![A-Za-z])){5}"  # a word without ASCII letters: another script
)

_NOT_CENTRAL = re.compile(
    r"ń[aeiouáéíóúy]"  # España: Polish has ń only before a consonant or at the end
    r"|[ŕĺ]\b"  # città, på, à: no Slovak word ends so
    r"|řr|ăo|ičre\b|çă|çő",  # Sørensen, São, première, função
    re.IGNORECASE,
)
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")

# Košičan read as "Košièan"; õ is left out because Estonian has it beside š and ž.
_NOT_WESTERN = re.compile(r"\b(?=\w*[šž])\w*[èìòùïøåàêûæðþñã]", re.IGNORECASE)

_NEVER_WRITTEN = {"cp1252": _NOT_WESTERN, "cp1250": _NOT_CENTRAL, "iso8859-2": _NOT_CENTRAL}


@dataclass(frozen=True)
class Encoding:
    """How the bytes of a file are read.

    Attributes:
        name: Codec.
        note: How it was found, for people.
        mark: Number of bytes of the byte order mark.
        undecided: Bytes that the sample did not have and that would leave a choice; meeting one
            later is an error.
    """

    name: str
    note: str
    mark: int = 0
    undecided: bytes = b""

    def __str__(self) -> str:
        return f"{self.name} ({self.note})"


def detect(sample: bytes, *, complete: bool, configured: str | None = None, where: str = "") -> Encoding:
    """Return the encoding of a file that begins with ``sample``.

    Args:
        sample: The first bytes.
        complete: Whether the sample is the whole file.
        configured: The encoding to take where the bytes do not prove one.
        where: The file, for messages.

    Example:
        >>> str(detect("Čadca;Ľubica".encode(), complete=True))
        'utf-8 (valid UTF-8)'

    Raises:
        TripactError: If the bytes leave a choice and nothing is configured.
    """
    chosen = _known(configured, where) if configured else None
    proven = _by_mark(sample) or _by_zeros(sample, complete=complete)
    text = None if proven else _decoded(sample, "utf-8", complete=complete)
    if text is not None and not text.isascii():
        return Encoding("utf-8", "valid UTF-8")
    if text is not None and not chosen:
        return Encoding("utf-8", "plain ASCII so far")
    return proven or chosen or _by_elimination(sample, where)


def decode(sample: bytes, encoding: Encoding) -> str:
    """Return the text of a sample that may end within a character; bad bytes become �."""
    decoder = codecs.getincrementaldecoder(encoding.name)(errors="replace")
    return decoder.decode(sample[encoding.mark :])


def _known(name: str, where: str) -> Encoding:
    try:
        return Encoding(codecs.lookup(name).name, "as configured")
    except LookupError as unknown:
        raise TripactError(
            "invalid",
            f"There is no encoding '{name}'.",
            where=where,
            hint="Common ones are utf-8, utf-16, cp1250 (Central European), cp1252 (Western European).",
        ) from unknown


def _by_mark(sample: bytes) -> Encoding | None:
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return Encoding(name, "byte order mark", len(mark))
    return None


def _by_zeros(sample: bytes, *, complete: bool) -> Encoding | None:
    """UTF-16 without a mark: ASCII characters have a zero on one side, hardly any on the other."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    for name, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        likely = zeros * 40 >= len(sample) and zeros > others * 10
        if likely and _decoded(sample, name, complete=complete) is not None:
            return Encoding(name, "zero bytes on one side")
    return None


def _decoded(sample: bytes, name: str, *, complete: bool) -> str | None:
    try:
        return codecs.getincrementaldecoder(name)().decode(sample, final=complete)
    except UnicodeDecodeError:
        return None


def _by_elimination(sample: bytes, where: str) -> Encoding:
    _refuse_damaged(sample, where)
    telling = [line for line in sample.splitlines() if not line.isascii()]
    sample = b"\n".join(telling[:_TELLING_LINES])
    readings = {name: text for name in _ONE_BYTE if (text := _plausible(sample, name)) is not None}
    if len(set(readings.values())) != 1 or readings.keys() == {"iso8859-2"}:
        raise TripactError(
            "invalid",
            f"The file is not UTF-8, and which encoding it has cannot be told. {_choice(sample, readings)}",
            where=where,
            hint="Set `encoding: cp1250` for Central European or `encoding: cp1252` for Western European text.",
        )
    name, *same = readings
    note = f"the same as {' and '.join(same)} here" if same else "all other readings make no words"
    return Encoding(name, note, undecided=_differing(name, same))


def _refuse_damaged(sample: bytes, where: str) -> None:
    """Refuse UTF-8 with a few bad bytes, as files glued together have: one-byte readings would garble it."""
    sequences = sum(map(len, _UTF8_SEQUENCE.findall(sample)))
    if sequences * 2 <= len(sample.translate(None, bytes(range(0x80)))):
        return
    try:
        sample.decode()
    except UnicodeDecodeError as bad:
        line = sample.count(b"\n", 0, bad.start) + 1
        raise TripactError(
            "invalid",
            f"Most of the file is UTF-8, but byte 0x{sample[bad.start]:02X} is not.",
            where=f"{where}:{line}",
            hint="Repair the line, or set `encoding:` if the file is not UTF-8.",
        ) from bad


def _plausible(sample: bytes, name: str) -> str | None:
    try:
        text = sample.decode(name)
    except UnicodeDecodeError:
        return None
    return None if _IMPOSSIBLE.search(text) or _NEVER_WRITTEN[name].search(text) else text


def _differing(name: str, others: list[str]) -> bytes:
    every = bytes(range(0x80, 0x100))
    readings = [[bytes([byte]).decode(codec, "replace") for byte in every] for codec in (name, *others)]
    # A control character is no reading: one of 0x80-0x9F later tells the rest of ISO 8859-2 off.
    return bytes(
        byte
        for byte, *read in zip(every, *readings, strict=True)
        if len({c for c in read if not "\x80" <= c <= "\x9f"}) > 1
    )


def _choice(sample: bytes, readings: dict[str, str]) -> str:
    shown = readings if len(readings) > 1 else {name: sample.decode(name, "replace") for name in ("cp1252", "cp1250")}
    for words in zip(*(re.findall(r"\w+|[^\w\s]", text) for text in shown.values()), strict=False):
        if len(set(words)) > 1:
            return (
                "The same bytes read "
                + ", ".join(f"“{word}” in {name}" for name, word in zip(shown, words, strict=True))
                + "."
            )
    return "No encoding that is commonly used fits."
