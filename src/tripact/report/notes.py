"""The words of the notes: one English sentence a rule, with named parts."""

from __future__ import annotations

from tripact.report.funnel_result import Note

SENTENCES: dict[str, str] = {
    "invented": "This company is invented: its people, deals and numbers were made up by a generator and prove "
    "nothing.",
    "left_truncation": "No '{to}' is recorded before {day}. The {passes} that entered '{from}' earlier look less "
    "converted than they were (about {missing} outcomes missing): leave those cohorts out with --from {day}.",
    "outcome_before_cause": "{passes} recorded in a stage before the one that leads to it ({parts}): counted as "
    "entered, and within a horizon not as advanced.",
    "blank_dimension": "{passes} with a blank {dimension}.",
    "blank_and_unknown": "{passes} with a blank {dimension}; {unknown} others say 'unknown', which is a value.",
    "immature": "{passes} entered their stage too late for a window of {horizon} ({parts}); they are not in the "
    "rates yet.",
    "right_censoring": "'{stage}' is recorded only until {day}; later ones are unknown.",
    "unknown_stage": "{moves} to stages that the agreement does not know ({parts}); they are left out.",
    "assumed_date": "{moves} with an assumed date, because their source has none ({parts}): their times mean nothing.",
    "skipped_stage": "{passes} skipped a stage ({parts}); they count as having reached it, at the date of the later "
    "stage.",
    "not_borne_out": "{passes} recorded by another system in a stage whose rule never held ({parts}).",
    "further_deal": "{passes} of a further deal of the same person ({parts}): each deal after the first counts as a "
    "pass of its own, from its first stage.",
    "not_evaluated": "'{stage}' opens by the definition '{definition}', which is not evaluated yet: recorded moves "
    "count.",
}
"""What each rule says; other languages translate these sentences."""


def note(rule: str, count: int, values: dict[str, str], places: tuple[str, ...] = (), *, sentence: str = "") -> Note:
    """Return a note; ``passes`` and ``moves`` are filled from the count."""
    filled = {"passes": counted(count, "pass", "passes"), "moves": counted(count, "move", "moves"), **values}
    return Note(
        rule, SENTENCES[sentence or rule].format(**filled), count, places, {**values, "sentence": sentence or rule}
    )


def counted(n: int, one: str, many: str) -> str:
    """Return a number with its noun."""
    return f"{n:,} {one if n == 1 else many}"
