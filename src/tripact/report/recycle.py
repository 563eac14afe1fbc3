"""The report on recycling: why leads went back, how many came back, and what second passes were worth.

Definitions: methods §5.6 (recycle, regress, disqualify and re-promotion rate), §5.3 (Aalen-Johansen).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from tripact.agreement.agreement import Agreement
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.return_parameters import return_parameters
from tripact.report.heading import Heading, bounds
from tripact.report.proportion import rate
from tripact.report.recycle_exits import Exit, stage_exits
from tripact.report.recycle_fates import Fate, fates
from tripact.report.recycle_passes import Passes, passes
from tripact.report.recycle_result import DEFINITIONS, PassRow, ReasonRow, RecycleReport, Share, StageRow
from tripact.report.survival import Incidence, aalen_johansen

_BACK, _GONE = 1, 2
_CAUSES = {"repromoted": _BACK, "returned": _BACK, "disqualified": _GONE, "lost": _GONE, "moved": _GONE, "waiting": 0}
_OUTCOMES = {"open": 0, "advanced": 1, "regressed": 2, "recycle": 3, "disqualified": 4, "lost": 5}


def recycle(evaluation: Evaluation, since: int | None, until: int | None) -> RecycleReport:
    """Return the report on recycles, visits and passes that began in a period, half-open."""
    agreement, period = evaluation.agreement, bounds((since, until))
    return RecycleReport(
        heading=Heading.of(evaluation, (since, until)),
        max_passes=agreement.recycle.max_passes if agreement.recycle else None,
        reasons=tuple(_reasons(agreement, fates(evaluation, period))),
        stages=tuple(_stages(stage_exits(evaluation, period))),
        passes=tuple(_pass(row) for row in passes(evaluation, period)),
        definitions=DEFINITIONS,
        stage_titles={name: stage.title or name for name, stage in agreement.stages.items()},
    )


def _reasons(agreement: Agreement, rows: Sequence[Fate]) -> Iterable[ReasonRow]:
    """Yield the row over all, then each reason of the agreement and of the data, the blank one last."""
    yield _reason(agreement, rows, None, over_all=True)
    agreed = agreement.recycle.reasons if agreement.recycle else ()
    seen = sorted({row.reason for row in rows if row.reason is not None} - {*agreed})
    blank: list[str | None] = [None] if any(row.reason is None for row in rows) else []
    for reason in [*agreed, *seen, *blank]:
        yield _reason(agreement, [row for row in rows if row.reason == reason], reason, over_all=False)


def _reason(agreement: Agreement, rows: Sequence[Fate], reason: str | None, *, over_all: bool) -> ReasonRow:
    count = Counter[str]()
    for row in rows:
        count[row.fate] += row.n
        for name in ("bypassed", "suppressed", "at_most", "resting"):
            count[name] += row.n * int(getattr(row, name))
    n, back = sum(row.n for row in rows), count["repromoted"] + count["returned"]
    curves = aalen_johansen([row.days for row in rows], [_CAUSES[row.fate] for row in rows], [row.n for row in rows])
    return ReasonRow(
        reason=reason,
        over_all=over_all,
        sequence=None if over_all or not agreement.recycle else agreement.recycle.sequences.get(reason or ""),
        rest_days=None if over_all else _rest_days(agreement, reason),
        n=n,
        repromoted=count["repromoted"],
        bypassed=count["bypassed"],
        returned=count["returned"],
        gone=count["disqualified"] + count["lost"],
        moved=count["moved"],
        waiting=count["waiting"],
        resting=count["resting"],
        suppressed=count["suppressed"],
        at_max=count["at_most"],
        back=rate(back, n, open=count["waiting"]),
        back_90=curves.incidence(_BACK, 90.0),
        back_180=curves.incidence(_BACK, 180.0),
        back_ever=_share(curves, _BACK),
        median_days=curves.quantile(_BACK, 0.5),
    )


def _rest_days(agreement: Agreement, reason: str | None) -> int | None:
    rests = {name: days for name, days in return_parameters(agreement)["rests_by_reason"].rows}
    days = rests.get(reason, rests.get(""))
    return None if days is None else int(str(days))


def _share(curves: Incidence, cause: int) -> Share:
    low, high = curves.interval(cause) or (None, None)
    return Share(curves.incidence(cause), low, high)


def _stages(rows: Sequence[Exit]) -> Iterable[StageRow]:
    for stage, group in groupby(rows, key=lambda row: row.stage):
        yield _stage(stage, list(group))


def _stage(stage: str, rows: Sequence[Exit]) -> StageRow:
    count = Counter[str]()
    for row in rows:
        count[row.outcome] += row.n
    causes = [_OUTCOMES[row.outcome] for row in rows]
    curves = aalen_johansen([row.hours for row in rows], causes, [row.n for row in rows])
    n = sum(count.values())
    return StageRow(
        stage=stage,
        n=n,
        advanced=count["advanced"],
        regressed=count["regressed"],
        recycled=count["recycle"],
        disqualified=count["disqualified"],
        lost=count["lost"],
        open=count["open"],
        recycle=_share(curves, _OUTCOMES["recycle"]),
        disqualify=_share(curves, _OUTCOMES["disqualified"]),
        regress=rate(count["regressed"], n - count["open"], open=count["open"]),
    )


def _pass(row: Passes) -> PassRow:
    return PassRow(
        row.stage,
        bool(row.again),
        rate(row.advanced, row.n, open=row.open_to_advance),
        rate(row.won, row.n, open=row.open_to_win),
    )
