"""What a report on clocks notices by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tripact.report.adherence_result import Adherence
from tripact.report.clock_options import ClockOptions
from tripact.report.funnel_result import Note
from tripact.report.notes import counted

MANY_CANCELLED = 0.2
"""A share of cancelled clocks from which on the attainment may be flattered (methods §4.1, §19)."""

SENTENCES = {
    "clock_never": "No clock of '{commitment}' ever started.",
    "clock_undecidable": "{clocks} of '{commitment}' cannot be decided: they promise hours, and a fact behind them is "
    "known by the day only.",
    "clock_cancelled": "{clocks} of '{commitment}' were cancelled ({share} % of all): what is cancelled leaves the "
    "attainment.",
    "clock_revised": "{clocks} of '{commitment}' stood as broken when the promise ended: facts recorded later showed "
    "that it was kept, or void, in time.",
    "clock_outside": "{clocks} of '{commitment}' still pending: without a verdict they belong to no period that has "
    "ended, and are counted at the moment of the report.",
    "clock_mixed": "'{commitment}' was measured in business time and in elapsed time by turns: its times cannot be "
    "put together.",
    "clock_blank": "{clocks} of '{commitment}' have a blank {dimension}.",
}


def clock_notes(rows: Sequence[Adherence], options: ClockOptions) -> tuple[Note, ...]:
    """Return the notes on the rows of a report, in their order."""
    by = options.split
    return tuple(note for row in rows for note in (_blank(row, by) if row.group else _noticed(row)))


def _noticed(row: Adherence) -> Iterator[Note]:
    if not row.n and not row.begun and not row.pending_outside:
        yield _note("clock_never", row, 0)
    if row.undecidable:
        yield _note("clock_undecidable", row, row.undecidable)
    if (row.share(row.cancelled) or 0) >= MANY_CANCELLED:
        yield _note("clock_cancelled", row, row.cancelled, share=f"{100 * row.cancelled / row.n:.0f}")
    if row.revised:
        yield _note("clock_revised", row, row.revised)
    if row.pending_outside:
        yield _note("clock_outside", row, row.pending_outside)
    if row.unit == "mixed":
        yield _note("clock_mixed", row, row.n)


def _blank(row: Adherence, by: str | None) -> Iterator[Note]:
    if by is not None and row.group[by] is None:
        yield _note("clock_blank", row, row.n, dimension=by)


def _note(rule: str, row: Adherence, count: int, **values: str) -> Note:
    words = {"commitment": row.commitment, **values}
    message = SENTENCES[rule].format(clocks=counted(count, "clock", "clocks"), **words)
    return Note(rule, message, count, (), {**words, "sentence": rule})
