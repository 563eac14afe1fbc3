"""The single runs of prohibitions: whose they are, and every fact that broke them (CLK-5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlglot import exp

from tripact.evaluate.commitments import Clocks
from tripact.evaluate.compose import literal
from tripact.evaluate.prohibitions import STEP as PROHIBITIONS
from tripact.evaluate.prohibitions import Prohibition
from tripact.evaluate.violations import STEP as VIOLATIONS
from tripact.evaluate.violations import Violation
from tripact.report.clock_rows import clock_rows
from tripact.worktime.instant import show


@dataclass(frozen=True)
class ListedProhibition:
    """One run of a prohibition with the id of its subject, and every fact that broke it in order."""

    subject: str
    ran: Prohibition
    violations: tuple[Violation, ...]

    @property
    def commitment(self) -> str:
        """What forbids it."""
        return self.ran.commitment

    @property
    def journey(self) -> int:
        """The key of its subject."""
        return self.ran.journey

    @property
    def id(self) -> str:
        """What ``explain clock`` calls it."""
        return f"{self.subject}/{self.commitment}/{self.ran.run}"


def prohibitions_of(clocks: Clocks, journeys: Iterable[int]) -> list[ListedProhibition]:
    """Return the prohibitions that ran for some journeys, by start."""
    mine = exp.column("journey", "p").isin(*map(literal, journeys))
    broken = defaultdict(list)
    facts = exp.select(*(f"p.{name}" for name in VIOLATIONS.outputs)).from_("violations as p").where(mine)
    for row in clock_rows(clocks, facts.order_by("p.ts", "p.seq")):
        broken[row[:3]].append(Violation(*row))  # type: ignore[arg-type]
    runs = exp.select("s.id", *(f"p.{name}" for name in PROHIBITIONS.outputs)).from_("prohibitions as p")
    runs = runs.join("ledger.subjects as s", on="s.key = p.journey").where(mine.copy())
    rows = clock_rows(clocks, runs.order_by("p.started_at", "p.commitment", "s.id", "p.run"))
    return [
        ListedProhibition(str(subject), Prohibition(*ran), tuple(broken[tuple(ran[:3])]))  # type: ignore[arg-type]
        for subject, *ran in rows
    ]


def prohibition_document(each: ListedProhibition, zone: str) -> dict[str, object]:
    """Return a run as plain values: instants in ISO 8601 with the offset of a zone."""
    ran = each.ran
    instants = {"started_at": ran.started_at, "until": ran.until_at, "lifted_at": ran.lifted_at}
    return {
        "id": each.id,
        "subject": each.subject,
        "commitment": each.commitment,
        "pass": ran.run,
        **{name: None if ts is None else show(ts, zone) for name, ts in instants.items()},
        "rest_reason": ran.reason,
        "state": ran.state,
        "violations": [_violation(fact, zone) for fact in each.violations],
    }


def _violation(fact: Violation, zone: str) -> dict[str, object]:
    return {
        "ts": show(fact.ts, zone),
        "moment": f"{fact.verb} {fact.name}".strip(),
        "channel": fact.channel,
        "fact": fact.seq or None,
        "by_day": fact.by_day,
    }
