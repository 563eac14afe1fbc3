"""A page of the usual parts: what it speaks of, headline figures, notes, sections, and every definition once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tripact.agreement.values import said
from tripact.report.funnel_names import writable
from tripact.report.funnel_result import Note
from tripact.report.heading import Heading
from tripact.report.headline import remark
from tripact.report.page import environment, inlined
from tripact.report.page_model import Definition, Figure, FunnelPage, Section
from tripact.report.writer import Writer

ALWAYS = ("few", "as_of", "known_at")


@dataclass(frozen=True)
class Contents:
    """What one report puts on its page; the rest is the same on every page."""

    kind: str
    headline: str
    figures: tuple[Figure, ...]
    notes: Sequence[Note]
    sections: tuple[Section, ...]


def page_html(heading: Heading, contents: Contents, writer: Writer) -> str:
    """Return a self-contained HTML file."""
    page = FunnelPage(
        language=writer.language,
        kind=contents.kind,
        title=writable(said(heading.title, writer.language)),
        headline=contents.headline,
        meta=tuple(heading.facts(writer)),
        figures=contents.figures,
        notes=tuple(remark(note, writer) for note in contents.notes),
        sections=contents.sections,
        definitions=tuple(_definitions(contents.sections, writer)),
    )
    return environment().get_template("funnel.html.j2").render(page=page, say=writer.say, inline=inlined)


def _definitions(sections: Iterable[Section], writer: Writer) -> Iterable[Definition]:
    shown = [column.key for section in sections for table in section.tables for column in table.columns]
    for key in dict.fromkeys([*shown, *ALWAYS]):
        title = next(name for name in (f"col.{key}", f"meta.{key}", key) if writer.knows(name))
        yield Definition(key, writer.say(title), writer.say(f"define.{key}"))
