"""A recycle of a person as text: why, the rest, what was held back, and how they came back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tripact.cli import output
from tripact.evaluate.explanation import PersonTrace, Recycled, RuleTrace
from tripact.worktime.instant import to_datetime


def print_recycled(recycled: Recycled, trace: PersonTrace, print_rule: Callable[[RuleTrace, str], None]) -> None:
    """Print a recycle, and the rule of re-promotion with its clauses."""
    for line in _lines(recycled, trace.zone):
        output.OUT.print(line, markup=False)
    if recycled.rule:
        print_rule(recycled.rule, trace.zone)


def _lines(recycled: Recycled, zone: str) -> Iterator[str]:
    reason = f" because of {recycled.reason}" if recycled.reason else ", no reason recorded"
    yield f"\nRecycled to {recycled.stage} on {_when(recycled.recycled_at, zone)}{reason}, in pass {recycled.number}."
    yield f"  {_values('Then', recycled.engagement_at_recycle, recycled.intent_at_recycle)}."
    if recycled.sequence:
        yield f"  Nurture sequence: {recycled.sequence}."
    if recycled.rest_until > recycled.recycled_at:
        yield f"  Rest until {_when(recycled.rest_until, zone)}."
    if recycled.lifted_at is not None:
        yield f"  They asked for contact on {_when(recycled.lifted_at, zone)}, which ends the rest."
    if recycled.suppressed_at is not None and recycled.suppressed_until is not None:
        values = _values("with", recycled.suppressed_engagement, recycled.suppressed_intent)
        yield (
            f"  The rule held on {_when(recycled.suppressed_at, zone)} already, {values}: "
            f"suppressed until {_when(recycled.suppressed_until, zone)}."
        )
    yield from _outcome(recycled, zone)


def _outcome(recycled: Recycled, zone: str) -> Iterator[str]:
    if recycled.promoted_at is not None:
        how = "by bypass, before the rest was over" if recycled.bypassed else "by the rule of re-promotion"
        yield f"  Re-promoted to {recycled.to_stage} on {_when(recycled.promoted_at, zone)} {how}, because:"
    elif recycled.at_most and recycled.met_at is not None:
        yield f"  The rule held on {_when(recycled.met_at, zone)}, and the agreed number of passes was used up:"
    elif recycled.left_at is not None:
        yield f"  A recorded move ended the wait on {_when(recycled.left_at, zone)}."
    elif recycled.rule:
        yield f"  Not re-promoted so far. The rule on {_when(recycled.rule.ts, zone)}:"


def _values(word: str, engagement: float | None, intent: int | None) -> str:
    known = [f"engagement {engagement:.2f}"] if engagement is not None else []
    known += [f"intent tier {intent}"] if intent is not None else []
    return f"{word} {' and '.join(known) or 'nothing was known of their behaviour'}"


def _when(instant: int, zone: str) -> str:
    return f"{to_datetime(instant, zone):%Y-%m-%d %H:%M}"
