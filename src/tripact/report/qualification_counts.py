"""How each qualification dimension stood when the stage it opens was entered, counted."""

from __future__ import annotations

from tripact.agreement.agreement import Agreement
from tripact.evaluate.compose import bind, chain, read_query, values_relation
from tripact.evaluate.gates import Gates
from tripact.report.gate_report import GateOptions, Share
from tripact.report.stage_audit_counts import asked


def qualification_counts(gates: Gates, agreement: Agreement, options: GateOptions) -> list[Share]:
    """Return the counts of every definition by answers, and of each dimension of the frameworks, in no order."""
    pairs = tuple(
        (segment, name) for name, framework in agreement.qualification.items() for segment in framework.segments
    )
    given = {"segment_frameworks": values_relation({"segment": "text", "framework": "text"}, pairs)}
    query = bind(read_query("qualification_counts", "tripact.report"), asked(options))
    return [
        Share(str(name), "dimension" if dimension else "", str(dimension), label, *(int(str(n)) for n in counts))  # type: ignore[arg-type]
        for name, label, dimension, *counts in gates.query(chain(query, given))
    ]
