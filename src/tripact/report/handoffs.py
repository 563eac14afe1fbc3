"""The report on handoffs: how each stands, how fast it is accepted, how complete it is (HND-1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tripact.agreement.handoffs import Handoff
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.handoffs import Handoffs
from tripact.report.funnel_result import Note
from tripact.report.handoff_definitions import HANDOFF_DEFINITIONS
from tripact.report.handoff_packages import Packages, handoff_packages
from tripact.report.handoff_result import HandoffReport, HandoffRow, Returned
from tripact.report.handoff_sums import Sum, handoff_sums
from tripact.report.handoff_times import AcceptTimes, handoff_times
from tripact.report.heading import Heading, Period, bounds
from tripact.report.notes import counted
from tripact.report.proportion import rate

OPEN = ("sent", "acknowledged")
BACK = ("returned", "resent")

SENTENCES = {
    "handoff_never": "Nothing was ever handed over as '{handoff}'.",
    "handoff_reason": "{rounds} of '{handoff}' came back for a reason that the agreement does not list ({reasons}).",
    "handoff_unsent": "{rounds} of '{handoff}' were answered, and nobody recorded that they were sent.",
    "handoff_overclaimed": "{rounds} of '{handoff}' lacked required fields although their sender called them complete.",
}


def handoff_report(handoffs: Handoffs, evaluation: Evaluation, period: Period) -> HandoffReport:
    """Return the report on the handoffs of an evaluation."""
    agreement = evaluation.agreement
    rows: tuple[HandoffRow, ...] = ()
    if agreement.handoffs:
        sums = handoff_sums(handoffs, bounds(period))
        times = handoff_times(handoffs, bounds(period), evaluation.moment.as_of)
        packages = handoff_packages(handoffs, bounds(period))
        rows = tuple(
            _row((name, handoff), sums.get(name, []), times.get(name, AcceptTimes()), packages.get(name, Packages()))
            for name, handoff in agreement.handoffs.items()
        )
    notes = tuple(note for row in rows for note in _notes(row))
    return HandoffReport(Heading.of(evaluation, period), rows, notes, HANDOFF_DEFINITIONS)


def _row(named: tuple[str, Handoff], sums: Sequence[Sum], times: AcceptTimes, packages: Packages) -> HandoffRow:
    name, handoff = named
    state = Counter[str]()
    for each in sums:
        state[each.state] += each.n
    open_ = sum(state[each] for each in OPEN)
    returned = sum(state[each] for each in BACK)
    return HandoffRow(
        handoff=name,
        title=handoff.title or name,
        sides=(handoff.from_, handoff.to),
        n=sum(state.values()),
        due=state["due"],
        missing=state["missing"],
        void=state["void"],
        sent=sum(each.n for each in sums if each.sent),
        acknowledged=sum(each.n for each in sums if each.acknowledged),
        open=open_,
        accepted=state["accepted"],
        returned=returned,
        resent=state["resent"],
        unsent=sum(each.n for each in sums if not each.sent and each.state in ("accepted", *BACK)),
        reasons=_reasons(sums),
        acceptance=rate(state["accepted"], state["accepted"] + returned, open=open_),
        times=times,
        packages=packages,
    )


def _reasons(sums: Sequence[Sum]) -> tuple[Returned, ...]:
    """Return the reasons of the returned rounds, most frequent first, without a reason last."""
    count = Counter[tuple[str | None, bool]]()
    for each in sums:
        if each.state in BACK:
            count[each.reason, bool(each.known_reason)] += each.n
    found = [Returned(reason, known, n) for (reason, known), n in count.items()]
    return tuple(sorted(found, key=lambda each: (each.reason is None, -each.n, each.reason or "")))


def _notes(row: HandoffRow) -> Iterator[Note]:
    unknown = [each for each in row.reasons if not each.known]
    if not row.n:
        yield _note("handoff_never", row, 0)
    if unknown:
        reasons = ", ".join(each.reason or "none given" for each in unknown)
        yield _note("handoff_reason", row, sum(each.n for each in unknown), reasons=reasons)
    if row.unsent:
        yield _note("handoff_unsent", row, row.unsent)
    if row.packages.overclaimed:
        yield _note("handoff_overclaimed", row, row.packages.overclaimed)


def _note(rule: str, row: HandoffRow, count: int, **values: str) -> Note:
    words = {"handoff": row.handoff, **values}
    message = SENTENCES[rule].format(rounds=counted(count, "round", "rounds"), **words)
    return Note(rule, message, count, (), {**words, "sentence": rule})
