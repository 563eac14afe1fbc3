"""What a report on gates holds: shares of what was met, by stage or by dimension."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tripact.agreement.values import Texts
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.gates import Judged
from tripact.report.heading import Heading
from tripact.report.proportion import Rate, rate


@dataclass(frozen=True)
class Share:
    """How often something asked was there; ``n = met + not_met + stale + unknown``.

    Attributes:
        of: What it is about: a stage, or a definition or framework.
        rule: What asks for it; empty where all that is asked is taken together.
        item: The field, definition or dimension asked for; empty likewise.
        label: The value that the row is split by; None where it is blank, or nothing is split.
        met: How often it was there.
        not_met: How often it was not.
        stale: How often it had been answered too long before.
        unknown: How often it cannot be told.
    """

    of: str
    rule: str
    item: str
    label: str | None
    n: int
    met: int
    not_met: int
    stale: int
    unknown: int

    @property
    def rate(self) -> Rate:
        """Met out of all: what is unknown is not met (methods C16), and is counted beside."""
        return rate(self.met, self.n, open=self.unknown)


@dataclass(frozen=True)
class Example:
    """A move that was not clean: its number in the ledger, whom it moved, where to, and what was asked in vain."""

    seq: int
    subject: str
    stage: str
    ts: int
    missing: tuple[Judged, ...]


@dataclass(frozen=True)
class GateReport:
    """A report on gates.

    Attributes:
        kind: Which report it is; also the beginning of its messages' ids.
        heading: What it is of; the counted moves happened in its period.
        by: What it is split by, if anything.
        whole: All taken together, by stage or definition.
        parts: Each thing asked.
        examples: The latest moves that were not clean.
        definitions: How each number is defined, by name.
        titles: What stages are called.
    """

    kind: Literal["stage_audit", "qualification"]
    heading: Heading
    by: str | None
    whole: tuple[Share, ...]
    parts: tuple[Share, ...]
    examples: tuple[Example, ...]
    definitions: dict[str, str]
    titles: dict[str, Texts]


@dataclass(frozen=True)
class GateOptions:
    """What is asked of the gates.

    Attributes:
        by: A dimension of the agreement; None for all together.
        since: First instant of the period in which the moves happened; None for all.
        until: First instant after it; None for all.
    """

    by: str | None = None
    since: int | None = None
    until: int | None = None


def head(evaluation: Evaluation, options: GateOptions) -> dict[str, object]:
    """Return what every report on gates says of itself."""
    return {
        "heading": Heading.of(evaluation, (options.since, options.until)),
        "by": options.by,
        "titles": {name: stage.title or name for name, stage in evaluation.agreement.stages.items()},
    }
