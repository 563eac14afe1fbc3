"""Which clocks are the times of handoffs, and which handoffs were not sent in their time."""

from __future__ import annotations

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.handoff_clocks import clocks_of_handoff
from tripact.evaluate.commitments import Clocks
from tripact.evaluate.compose import literal, values_relation


def handoff_clock_names(agreement: Agreement) -> dict[str, dict[str, str]]:
    """Return for each handoff the clock of each of its times: ``{"mql_to_sal": {"sent": "mql_to_sal_sent"}}``."""
    return {name: clocks_of_handoff(name, handoff, agreement.clocks) for name, handoff in agreement.handoffs.items()}


def overdue_handoffs(agreement: Agreement, clocks: Clocks) -> exp.Query:
    """Return the handoffs that were not sent though their time is over, as (handoff, journey, started_at).

    It is the verdict of their clock, not another one.
    """
    named = {times["sent"]: name for name, times in handoff_clock_names(agreement).items() if "sent" in times}
    if not named or clocks.first_start is None:
        return values_relation({"handoff": "text", "journey": "bigint", "started_at": "bigint"}, ())
    handoff = exp.case(exp.column("commitment"))
    for clock, name in named.items():
        handoff = handoff.when(literal(clock), literal(name), copy=False)
    broken = exp.select(exp.alias_(handoff, "handoff"), "journey", "started_at").from_("commitments")
    broken = broken.where("state = 'breached_open'").where(exp.column("commitment").isin(*map(literal, named)))
    return clocks.whole(broken)
