"""What is asked of a funnel, and the steps it is asked of."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.evaluate.compose import Literal
from tripact.evaluate.evaluation import Evaluation
from tripact.ledger.kinds import ColumnType
from tripact.worktime.dated import BEGINNING, END
from tripact.worktime.duration import Duration


@dataclass(frozen=True)
class FunnelOptions:
    """What is asked of a funnel.

    Attributes:
        by: A dimension of the agreement, or ``month``.
        since: First instant at which a counted journey may begin; None for all.
        until: First instant after it; None for all.
        horizon: The window within which a step must be taken; None for "so far".
    """

    by: str | None = None
    since: int | None = None
    until: int | None = None
    horizon: Duration | None = None

    @property
    def period(self) -> dict[str, Literal]:
        """The bounds of the period as parameters of a query."""
        since = BEGINNING if self.since is None else self.since
        return {"since": since, "until": END if self.until is None else self.until}


class StepSpan(NamedTuple):
    """A step of the main path and the first and last instant at which its outcome could be recorded."""

    number: int
    from_stage: str
    to_stage: str
    cutoff: int
    since: int = BEGINNING


STEP_COLUMNS: dict[str, ColumnType] = {
    "step": "bigint",
    "from_stage": "text",
    "to_stage": "text",
    "cutoff": "bigint",
    "since": "bigint",
}
"""The columns of the relation ``funnel_steps``: those of ``StepSpan``."""


def step_spans(evaluation: Evaluation) -> tuple[StepSpan, ...]:
    """Return the steps of the main path; a stage recorded only up to an instant is cut off there."""
    path = [name for name, stage in evaluation.agreement.stages.items() if stage.on_main_path]
    covered = {str(stage): (since, until) for stage, since, until in evaluation.query(_coverage())}
    as_of = evaluation.moment.as_of
    return tuple(
        StepSpan(number, here, there, *_window(covered.get(there, (None, None)), as_of))
        for number, (here, there) in enumerate(pairwise(path))
    )


def dimensions(agreement: Agreement) -> tuple[str, ...]:
    """Return the dimensions a report of this agreement may be split by."""
    return (*agreement.reporting.dimensions, "month")


def _window(covered: tuple[object, object], as_of: int) -> tuple[int, int]:
    """Return (cutoff, since) of a stage from what its source says it recorded."""
    since, until = (None if each is None else int(str(each)) for each in covered)
    return as_of if until is None else min(as_of, until), BEGINNING if since is None else since


def _coverage() -> exp.Select:
    """The latest statement about each stage holds."""
    latest = exp.select("stage", "max(seq) as seq").from_("coverage").group_by("stage")
    stated = exp.select("c.stage", "c.since", "c.until").from_("coverage as c")
    return stated.join(latest.subquery("l"), on="l.stage = c.stage and l.seq = c.seq")
