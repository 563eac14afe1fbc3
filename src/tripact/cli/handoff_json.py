"""An explained handoff as JSON."""

from __future__ import annotations

from tripact.agreement.values import said
from tripact.report.clock_list import clock_document
from tripact.report.handoff_list import handoff_entry
from tripact.report.handoff_trace import HandoffTrace
from tripact.worktime.instant import show


def trace_document(trace: HandoffTrace) -> dict[str, object]:
    """Return the explanation as plain values."""
    clause = trace.clause
    return {
        **handoff_entry(trace.handoff, trace.zone),
        "as_of": show(trace.as_of, trace.zone),
        "agreement": {"name": trace.agreement_name, "version": trace.agreement_version},
        "title": said(clause.title),
        "from": clause.from_,
        "to": clause.to,
        "where": trace.where,
        "due_by": [str(moment) for moment in clause.when],
        "returns": list(clause.returns),
        "facts": [seq for seq in (trace.handoff.row.sent_seq, trace.handoff.row.answer_seq) if seq],
        "fields": [
            {
                "field": each.field,
                "known": bool(each.known),
                "known_at": None if each.known_at is None else show(each.known_at, trace.zone),
            }
            for each in trace.handoff.fields
        ],
        "rounds": [handoff_entry(each, trace.zone) for each in trace.chain],
        "clocks": {time: clock_document(clock, trace.zone) for time, clock in trace.clocks.items()},
    }
