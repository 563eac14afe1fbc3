"""A page of the usual parts: what it speaks of, headline figures, notes, sections, and every definition once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from tripact.agreement.values import said
from tripact.report.funnel_names import writable
from tripact.report.funnel_result import Note
from tripact.report.heading import Heading
from tripact.report.headline import remark
from tripact.report.page import environment, inlined
from tripact.report.page_model import Definition, Figure, FunnelPage, Item, Remark, Section
from tripact.report.proportion import Rate
from tripact.report.words import Language
from tripact.report.writer import Writer

ALWAYS = ("few", "as_of", "known_at")


class Headed(Protocol):
    """A report that says of itself what it is on."""

    @property
    def heading(self) -> Heading:
        """Agreement, moment and period."""
        ...


class Noted(Headed, Protocol):
    """A report that noticed something by itself."""

    @property
    def notes(self) -> tuple[Note, ...]:
        """What it noticed."""
        ...


R = TypeVar("R", bound=Headed)


def nothing(_report: Headed, _writer: Writer) -> tuple[()]:
    """Yield nothing, where a page does without a part."""
    return ()


def noticed(report: Noted, writer: Writer) -> Iterable[Remark]:
    """Yield what a report noticed by itself."""
    return (remark(note, writer) for note in report.notes)


@dataclass(frozen=True)
class Parts(Generic[R]):
    """What one report puts on its page; the rest is the same on every page.

    Attributes:
        kind: The message that names the kind of report.
        headline: The report in one sentence.
        figures: The headline figures.
        sections: The questions, each with its chart and its tables.
        notes: What to know before reading.
        items: What the report is of, beside agreement and moment, such as its period.
    """

    kind: str
    headline: Callable[[R, Writer], str]
    figures: Callable[[R, Writer], Iterable[Figure]]
    sections: Callable[[R, Writer], Iterable[Section]]
    notes: Callable[[R, Writer], Iterable[Remark]] = nothing
    items: Callable[[R, Writer], Iterable[Item]] = nothing


def page_html(report: R, language: Language, parts: Parts[R]) -> str:
    """Return a report as one self-contained HTML file.

    Args:
        report: The report.
        language: ``en`` or ``sk``; words recorded in the data stay as they are.
        parts: What of it stands on the page.
    """
    writer = Writer(language, report.heading.zone)
    sections = tuple(parts.sections(report, writer))
    page = FunnelPage(
        language=language,
        kind=writer.say(parts.kind),
        title=writable(said(report.heading.title, language)),
        headline=writable(parts.headline(report, writer)),
        meta=(*report.heading.facts(writer), *parts.items(report, writer)),
        figures=tuple(parts.figures(report, writer)),
        notes=tuple(parts.notes(report, writer)),
        sections=sections,
        definitions=tuple(_definitions(sections, writer)),
    )
    return environment().get_template("funnel.html.j2").render(page=page, say=writer.say, inline=inlined)


def rate_figure(label: str, rate: Rate, writer: Writer, *named: str) -> Figure:
    """Return a rate as a headline figure with its counts and its interval, after the words it is ``named`` by."""
    limits = writer.say("figure.interval", interval=writer.interval(rate.low, rate.high))
    return Figure(label, writer.percent(rate.value), (*named, writer.fraction(rate), limits))


def counted_remarks(counts: Iterable[tuple[str, int]], writer: Writer) -> Iterable[Remark]:
    """Yield a remark for each message that something is counted under."""
    return (Remark(writer.count(n), "", writer.say(key), translated=True, places="") for key, n in counts if n)


def _definitions(sections: Iterable[Section], writer: Writer) -> Iterable[Definition]:
    """Yield the definition of each column on the page once, in the order they are met."""
    shown = [column.key for section in sections for table in section.tables for column in table.columns]
    for key in dict.fromkeys([*shown, *ALWAYS]):
        title = next(name for name in (f"col.{key}", f"meta.{key}", key) if writer.knows(name))
        yield Definition(key, writer.say(title), writer.say(f"define.{key}"))
