"""What every report says of itself: under which agreement, of which moment, of which period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tripact.agreement.values import Texts, said
from tripact.evaluate.compose import Literal
from tripact.evaluate.evaluation import Evaluation
from tripact.report.page_model import Item
from tripact.report.writer import Writer
from tripact.worktime.dated import BEGINNING, END
from tripact.worktime.instant import show

Period = tuple[int | None, int | None]
"""First instant, and first instant after it; None is without end."""


@dataclass(frozen=True)
class Heading:
    """The head of a report; instants in UTC milliseconds."""

    agreement_name: str
    agreement_version: int
    title: Texts
    zone: str
    as_of: int
    known_at: int
    period: Period = (None, None)

    @classmethod
    def of(cls, evaluation: Evaluation, period: Period = (None, None)) -> Heading:
        """Return the head of a report on an evaluation."""
        agreement, moment = evaluation.agreement, evaluation.moment
        title = agreement.title or agreement.name
        return cls(agreement.name, agreement.version, title, agreement.zone, moment.as_of, moment.known_at, period)

    @property
    def line(self) -> str:
        """The head in one line, for terminals."""
        as_of = show(self.as_of, self.zone)
        return f"{said(self.title)} (version {self.agreement_version}), as of {as_of}"

    def beginning(self, report: str) -> dict[str, object]:
        """Return the head without the period as plain values, ready for ``json.dumps``."""
        return {
            "report": report,
            "as_of": show(self.as_of, self.zone),
            "known_at": show(self.known_at, self.zone),
            "zone": self.zone,
            "agreement": {"name": self.agreement_name, "version": self.agreement_version},
        }

    def document(self, report: str) -> dict[str, object]:
        """Return the head as plain values, ready for ``json.dumps``."""
        since, until = self.period
        return {
            **self.beginning(report),
            "from": None if since is None else show(since, self.zone),
            "to": None if until is None else show(until, self.zone),
        }

    def facts(self, writer: Writer) -> Iterator[Item]:
        """Yield the head as it stands on a page."""
        named = writer.say("meta.version", name=self.agreement_name, version=str(self.agreement_version))
        yield Item(writer.say("meta.as_of"), writer.moment(self.as_of))
        yield Item(writer.say("meta.known_at"), writer.moment(self.known_at))
        yield Item(writer.say("meta.zone"), self.zone)
        yield Item(writer.say("meta.agreement"), named)

    def period_item(self, label: str, writer: Writer) -> Item:
        """Return the period as it stands on a page, under what the report counts by it."""
        return Item(writer.say(label), period_text(self.period, writer))


def period_text(period: Period, writer: Writer) -> str:
    """Return a period by its first and its last day."""
    start, end = period
    first = "" if start is None else writer.day(start)
    last = "" if end is None else writer.day(end - 1)
    kind = {(True, True): "both", (True, False): "from", (False, True): "until"}.get((bool(first), bool(last)), "all")
    return writer.say(f"meta.period.{kind}", start=first, end=last)


def bounds(period: Period) -> dict[str, Literal]:
    """Return a period as the parameters ``:since`` and ``:until`` of a query."""
    since, until = period
    return {"since": BEGINNING if since is None else since, "until": END if until is None else until}
