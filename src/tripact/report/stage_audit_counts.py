"""How often what the agreement asks of moves was there, counted by stage and label."""

from __future__ import annotations

from tripact.evaluate.compose import Literal, bind, read_query
from tripact.evaluate.gates import Gates
from tripact.report.gate_report import GateOptions, Share
from tripact.worktime.dated import BEGINNING, END


def stage_audit_counts(gates: Gates, options: GateOptions) -> list[Share]:
    """Return the counts of every stage, and of each thing asked of it, in no order."""
    rows = gates.query(bind(read_query("stage_audit_counts", "tripact.report"), asked(options)))
    return [
        Share(
            str(stage),
            str(rule),
            str(field),
            None if label is None else str(label),
            n=_count(n),
            met=_count(met),
            not_met=_count(not_met),
            stale=0,
            unknown=_count(unknown),
        )
        for stage, label, rule, field, n, met, not_met, unknown in rows
    ]


def asked(options: GateOptions) -> dict[str, Literal]:
    """Return the parameters that the queries of a report share."""
    return {
        "dimension": options.by or "",
        "since": BEGINNING if options.since is None else options.since,
        "until": END if options.until is None else options.until,
    }


def _count(value: object) -> int:
    return int(str(value))
