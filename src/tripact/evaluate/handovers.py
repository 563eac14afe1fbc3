"""Clocks that go on by the next owner's calendar (``handover: switch``): elapsed = ΔB₁ before + ΔB₂ after.

Each run has legs, one for each calendar it ran on, and one measure over all of them: the open time of the leg's
calendar plus what the legs before gained. Its meaning is that of ``worktime.relay``; a property test holds both
together.
"""

from __future__ import annotations

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.evaluate.business_time import PLAIN, Counting, asked, open_time
from tripact.evaluate.clock_parameters import promises
from tripact.evaluate.compose import bind, read_query
from tripact.evaluate.parameters import Relation
from tripact.worktime.dated import END


def switching(agreement: Agreement) -> tuple[str, ...]:
    """Return the clocks whose calendar changes with the owner, as they are called in the relations."""
    return tuple(each.key for each in promises(agreement) if each.commitment.handover == "switch")


def counting_of(agreement: Agreement) -> Counting:
    """Return how the clocks of an agreement ask for open time: over legs where one switches, else by calendar."""
    return _RELAYED if switching(agreement) else PLAIN


def leg_trees(agreement: Agreement) -> dict[str, exp.Query]:
    """Return the relations of the legs by name; none where no clock switches."""
    if not switching(agreement):
        return {}
    return {
        "run_legs": bind(read_query("run_legs"), {"end": END}),
        "legs_begun": open_time("run_legs", "from_ts", "begun_total"),
        "legs_ended": open_time("legs_begun", "until_ts", "ended_total"),
        "clock_legs": bind(read_query("clock_legs"), {"end": END}),
    }


def switch_parameters(agreement: Agreement) -> dict[str, Relation]:
    """Return which clocks switch."""
    return {"run_switches": Relation({"commitment": "text"}, tuple((key,) for key in switching(agreement)))}


def _open_time(points: str, t: str = "t", gives: str = "b") -> exp.Query:
    return asked("legs_at", "points", points, {"t": t}, gives)


def _due_at(targets: str, b: str = "b", gives: str = "due_at") -> exp.Query:
    return asked("legs_due", "targets", targets, {"b": b}, gives)


def _breach_after(targets: str, b: str = "b", gives: str = "breach_after") -> exp.Query:
    return asked("legs_breach", "targets", targets, {"b": b}, gives)


_RELAYED = Counting(_open_time, _due_at, _breach_after)
