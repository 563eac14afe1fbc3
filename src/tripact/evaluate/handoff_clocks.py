"""Which clocks are the times of handoffs, and which handoffs were not sent in their time."""

from __future__ import annotations

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.handoff_clocks import clocks_of_handoff
from tripact.evaluate.commitments import Clocks
from tripact.evaluate.compose import literal
from tripact.evaluate.parameters import Relation
from tripact.ledger.kinds import ColumnType


def handoff_clock_names(agreement: Agreement) -> dict[str, dict[str, str]]:
    """Return for each handoff the clock of each of its times: ``{"mql_to_sal": {"sent": "mql_to_sal_sent"}}``."""
    return {name: clocks_of_handoff(name, handoff, agreement.clocks) for name, handoff in agreement.handoffs.items()}


def overdue_handoffs(agreement: Agreement, clocks: Clocks) -> Relation:
    """Return the relation (handoff, journey, started_at) of those that were not sent though their time is over.

    It is the verdict of their clock, not another one.
    """
    columns: dict[str, ColumnType] = {"handoff": "text", "journey": "bigint", "started_at": "bigint"}
    named = {times["sent"]: name for name, times in handoff_clock_names(agreement).items() if "sent" in times}
    if not named or clocks.first_start is None:
        return Relation(columns, ())
    broken = exp.select("commitment", "journey", "started_at").from_("commitments")
    broken = broken.where("state = 'breached_open'").where(exp.column("commitment").isin(*map(literal, named)))
    rows = clocks.query(broken)
    return Relation(columns, tuple((named[str(name)], journey, ts) for name, journey, ts in rows))
