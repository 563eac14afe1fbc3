"""What every report says of itself: under which agreement, of which moment, of which period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tripact.agreement.values import Texts
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

    def document(self, report: str) -> dict[str, object]:
        """Return the head as plain values, ready for ``json.dumps``."""
        since, until = self.period
        return {
            "report": report,
            "as_of": show(self.as_of, self.zone),
            "known_at": show(self.known_at, self.zone),
            "zone": self.zone,
            "agreement": {"name": self.agreement_name, "version": self.agreement_version},
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


def bounds(period: Period) -> dict[str, Literal]:
    """Return a period as the parameters ``:since`` and ``:until`` of a query."""
    since, until = period
    return {"since": BEGINNING if since is None else since, "until": END if until is None else until}
