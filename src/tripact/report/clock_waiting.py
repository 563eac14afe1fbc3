"""What a report on clocks notes of excuses that wait for a decision (CLK-8)."""

from __future__ import annotations

from itertools import groupby

from sqlglot import exp

from tripact.evaluate.commitments import Clocks
from tripact.evaluate.visible import Moment
from tripact.report.clock_list import ListedClock, waiting_clocks
from tripact.report.clock_options import ClockOptions
from tripact.report.funnel_result import Note
from tripact.report.notes import counted

RULE = "clock_claimed"
_NAMED = 3
"""So many clocks are named; ``report clocks --list`` has them all."""


def waiting_notes(clocks: Clocks, options: ClockOptions, moment: Moment) -> tuple[Note, ...]:
    """Return a note for each commitment of the period with broken clocks whose excuse nobody has decided on."""
    claims = exp.select("1").from_("excuses").where("action = 'claimed'").limit(1)
    if clocks.first_start is None or not clocks.query(claims):
        return ()
    waiting = groupby(waiting_clocks(clocks, options, moment), key=lambda each: each.commitment)
    return tuple(_note(commitment, list(found)) for commitment, found in waiting)


def _note(commitment: str, waiting: list[ListedClock]) -> Note:
    places = tuple(each.id for each in waiting)
    ids = ", ".join((*places[:_NAMED], *(["…"] if len(waiting) > _NAMED else [])))
    n = counted(len(waiting), "broken clock", "broken clocks")
    message = (
        f"{n} of '{commitment}' with an excuse that was claimed and not decided on ({ids}): until somebody approves "
        f"or rejects it ('record excuse'), it counts as any breach."
    )
    return Note(RULE, message, len(waiting), places, {"commitment": commitment, "sentence": RULE})
