"""Qualification: how each dimension stood when leads were called qualified, and how many were (QUA-1 to QUA-3)."""

from __future__ import annotations

from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.gates import Gates
from tripact.report.gate_report import GateOptions, GateReport, Share, head
from tripact.report.qualification_counts import qualification_counts
from tripact.report.stage_audit import check_split

DEFINITIONS = {
    "qualified": "Recorded entries into a stage that the definition opens, at whose moment the definition held, by the "
    "framework of the segment where the definition has a gate for it / all such entries. Unknown and stale answers are "
    "not met.",
    "met": "The answers that make the dimension met were there and fresh: its own, or those it takes from another "
    "framework.",
    "not_met": "An answer says that it is not met.",
    "stale": "It was answered longer ago than the framework's fresh time.",
    "unknown": "It was not, or not wholly, answered.",
}


def qualification(evaluation: Evaluation, options: GateOptions) -> GateReport:
    """Return how qualification stood at the entries of a period.

    Raises:
        TripactError: If it cannot be split so.
    """
    agreement = evaluation.agreement
    check_split(agreement, options.by)
    rows = qualification_counts(Gates(evaluation), agreement, options)
    places = {
        (name, dimension): place
        for name, framework in agreement.qualification.items()
        for place, dimension in enumerate(framework.dimensions)
    }

    def order(row: Share) -> tuple[object, ...]:
        return row.of, row.label is None, row.label or "", places.get((row.of, row.item), -1)

    return GateReport(
        kind="qualification",
        whole=tuple(sorted((row for row in rows if not row.item), key=order)),
        parts=tuple(sorted((row for row in rows if row.item), key=order)),
        examples=(),
        definitions=DEFINITIONS,
        **head(evaluation, options),  # type: ignore[arg-type]
    )
