"""A part of the rules with a timeline of its own: only the values that it says, over the signals that lift them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.scoring import Engagement
from tripact.evaluate.compose import literal, rename_table
from tripact.evaluate.reach import reach
from tripact.evaluate.timeline import timeline
from tripact.evaluate.values_at import Wanted, values_at


@dataclass(frozen=True)
class Part:
    """What promotes to a stage: a condition over some of the values.

    Attributes:
        stage: The stage.
        rule: The condition.
        names: The values that it needs.
        number: Which part it is; None where it reads the values of all signals.
        engaged: Whether it says engagement.
    """

    stage: str
    rule: exp.Expr
    names: Wanted
    number: int | None = None
    engaged: bool = False


def part_steps(part: Part, agreement: Agreement) -> dict[str, exp.Query]:
    """Return the steps of a part alone: from the signals that lift its values to these values."""
    if part.number is None:
        return {}
    counts = {name: agreement.counts[name] for name in part.names.counts}
    engagement = agreement.engagement if part.engaged else None
    counted = [name for count in counts.values() for name in count.signals]
    lifting = dict.fromkeys([*counted, *_lifting(engagement)])
    among = exp.column("signal").isin(*map(literal, lifting)) if lifting else exp.false()
    signals = exp.select("*").from_("counted_signals").where(among)
    able = reach(part.rule, counts, lifting)
    if able is not None:
        signals = signals.where(f"person in (select person from {_own('reach', part)})")
    return {
        **({_own("reach", part): able} if able is not None else {}),
        _own("counted_signals", part): signals,
        # Whoever showed no signal of the part cannot satisfy it, whatever else becomes known of them.
        _own("candidates", part): exp.select("*")
        .from_("candidates")
        .where(f"person in (select person from {_own('counted_signals', part)})"),
        _own("timeline", part): of_part(
            of_part(timeline(engagement, counts), "counted_signals", part), "candidates", part
        ),
        _own("values_at", part): of_part(values_at(part.names), "timeline", part),
    }


def of_part(query: exp.Query, step: str, part: Part) -> exp.Query:
    """Return the query reading a step as it is for the part alone."""
    return query if part.number is None else rename_table(query, step, _own(step, part))


def _own(step: str, part: Part) -> str:
    return f"{step}_of_part_{part.number}"


def _lifting(engagement: Engagement | None) -> list[str]:
    """Return the signals that can lift engagement or stop its decay."""
    return [name for name, signal in engagement.signals.items() if signal.weighs] if engagement else []
