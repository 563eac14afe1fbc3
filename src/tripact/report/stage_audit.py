"""The stage audit: was everything there that the agreement asks when a stage was entered? (STG-2, STG-7)."""

from __future__ import annotations

from collections import defaultdict

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.errors import TripactError
from tripact.evaluate.compose import literal
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.gates import Gates
from tripact.report.gate_report import Example, GateOptions, GateReport, Share, head
from tripact.report.stage_audit_counts import asked, stage_audit_counts

EXAMPLES = 20
"""So many moves that were not clean are told by name, the latest first."""

DEFINITIONS = {
    "clean": "Recorded moves into the stage at whose moment everything that the agreement asks was met / all recorded "
    "moves into it. What the product's own rules decided is no recorded move; a stage told again is no move.",
    "met": "What is asked was there at the moment of the move; of a move of which the day alone is known, by the end "
    "of that day.",
    "not_met": "It was not there.",
    "unknown": "It cannot be told, because values or answers were missing. In a gate it counts as not met.",
}


def stage_audit(evaluation: Evaluation, options: GateOptions) -> GateReport:
    """Return the audit of the moves of a period.

    Raises:
        TripactError: If it cannot be split so.
    """
    check_split(evaluation.agreement, options.by)
    gates = Gates(evaluation)
    rows = stage_audit_counts(gates, options)
    places = {name: place for place, name in enumerate(evaluation.agreement.stages)}

    def order(row: Share) -> tuple[object, ...]:
        return places[row.of], row.label is None, row.label or "", row.rule, row.item

    return GateReport(
        kind="stage_audit",
        whole=tuple(sorted((row for row in rows if not row.rule), key=order)),
        parts=tuple(sorted((row for row in rows if row.rule), key=order)),
        examples=_examples(gates, options),
        definitions=DEFINITIONS,
        **head(evaluation, options),  # type: ignore[arg-type]
    )


def check_split(agreement: Agreement, by: str | None) -> None:
    """Refuse a split that is no dimension of the agreement.

    Raises:
        TripactError: Naming those it has.
    """
    known = agreement.reporting.dimensions
    if by is not None and by not in known:
        hint = f"Known are: {', '.join(known)}." if known else "The agreement declares none."
        raise TripactError("usage", f"Moves cannot be split by '{by}'.", hint=hint)


def _examples(gates: Gates, options: GateOptions) -> tuple[Example, ...]:
    period = asked(options)
    within = exp.and_("j.ts >= :since", "j.ts < :until", "a.state <> 'met'")
    for node in list(within.find_all(exp.Placeholder)):
        node.replace(literal(period[node.name]))
    latest = exp.select("j.seq", "s.id", "j.stage", "j.ts").distinct().from_("judged_moves as j")
    latest = latest.join("stage_audit as a", on="a.seq = j.seq").join("ledger.subjects as s", on="s.key = j.subject")
    found = gates.query(latest.where(within).order_by("ts desc", "seq desc").limit(EXAMPLES))
    missing = defaultdict(list)
    for each in gates.audit([int(str(row[0])) for row in found]) if found else ():
        if each.state != "met":
            missing[each.seq].append(each)
    return tuple(
        Example(int(str(seq)), str(subject), str(stage), int(str(ts)), tuple(missing[int(str(seq))]))
        for seq, subject, stage, ts in found
    )
