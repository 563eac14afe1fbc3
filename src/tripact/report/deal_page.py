"""What the pages on deals have in common: the facts of a report, its definitions, the file itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from tripact.agreement.values import Texts, said
from tripact.report.funnel_names import writable
from tripact.report.page import environment, inlined
from tripact.report.page_model import Definition, Figure, FunnelPage, Item, Remark, Section
from tripact.report.writer import Writer


class Dated(Protocol):
    """A report that knows its agreement and its moment."""

    @property
    def agreement_name(self) -> str:
        """The name of the agreement."""
        ...

    @property
    def agreement_version(self) -> int:
        """Its version."""
        ...

    @property
    def title(self) -> Texts:
        """Its title."""
        ...

    @property
    def zone(self) -> str:
        """The zone of days."""
        ...

    @property
    def as_of(self) -> int:
        """The moment looked from."""
        ...

    @property
    def known_at(self) -> int:
        """What was recorded by then is known."""
        ...


@dataclass(frozen=True)
class Top:
    """What stands above the sections: kind, headline, period in words, figures, and counts of what to know by key."""

    kind: str
    headline: str
    period: str
    figures: tuple[Figure, ...]
    notes: tuple[tuple[str, int], ...]


def deal_html(report: Dated, writer: Writer, top: Top, sections: tuple[Section, ...]) -> str:
    """Return a page."""
    page = FunnelPage(
        language=writer.language,
        kind=top.kind,
        title=writable(said(report.title, writer.language)),
        headline=writable(top.headline),
        meta=tuple(_facts(report, writer, top.period)),
        figures=top.figures,
        notes=tuple(
            Remark(writer.count(n), "", writer.say(key), translated=True, places="") for key, n in top.notes if n
        ),
        sections=sections,
        definitions=tuple(_definitions(sections, writer)),
    )
    return environment().get_template("funnel.html.j2").render(page=page, say=writer.say, inline=inlined)


def days(period: tuple[int | None, int | None], writer: Writer) -> str:
    """Return a half-open period in words."""
    start, end = period
    first = "" if start is None else writer.day(start)
    last = "" if end is None else writer.day(end - 1)
    kind = {(True, True): "both", (True, False): "from", (False, True): "until"}.get((bool(first), bool(last)), "all")
    return writer.say(f"meta.period.{kind}", start=first, end=last)


def money(amounts: Iterable[tuple[str, Decimal]], writer: Writer) -> str:
    """Return sums by currency."""
    shown = [f"{writer.count(int(amount.to_integral_value(ROUND_HALF_UP)))} {currency}" for currency, amount in amounts]
    return ", ".join(shown) or writer.say("page.none")


def _facts(report: Dated, writer: Writer, period: str) -> Iterator[Item]:
    named = writer.say("meta.version", name=report.agreement_name, version=str(report.agreement_version))
    yield Item(writer.say("meta.as_of"), writer.moment(report.as_of))
    yield Item(writer.say("meta.known_at"), writer.moment(report.known_at))
    yield Item(writer.say("meta.zone"), report.zone)
    yield Item(writer.say("meta.agreement"), named)
    yield Item(writer.say("wip.period"), period)


def _definitions(sections: Iterable[Section], writer: Writer) -> Iterator[Definition]:
    shown = [column.key for section in sections for table in section.tables for column in table.columns]
    for key in dict.fromkeys(shown):
        yield Definition(key, writer.say(f"col.{key}"), writer.say(f"define.{key}"))
    for key in ("few", "as_of", "known_at"):
        title = "few" if key == "few" else f"meta.{key}"
        yield Definition(key, writer.say(title), writer.say(f"define.{key}"))
