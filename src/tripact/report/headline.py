"""The top of a funnel page: one sentence, the facts of the report, four figures, notes on the data."""

from __future__ import annotations

from collections.abc import Iterator

from tripact.report.chart_leaks import cost
from tripact.report.funnel_names import (
    FEW,
    all_steps,
    dimension_name,
    stage_name,
    step_name,
    whole_way,
    within,
    writable,
)
from tripact.report.funnel_result import FunnelReport, Note, Overall
from tripact.report.heading import period_text
from tripact.report.leak import by_gap
from tripact.report.page_model import Figure, Item, Remark
from tripact.report.writer import Writer

CUSTOMER = frozenset({"won", "closed_won", "customer"})
JOINER = "\u2060"
"""Keeps an interval on one line."""
PLACES = 6
"""So many places of a note are named; how many more there are is said."""


def headline(report: FunnelReport, writer: Writer) -> str:
    """Return the report in one sentence.

    Args:
        report: The report.
        writer: Whose language and figures to use.
    """
    way = whole_way(report)
    if way is None or not (way.rate.denominator or way.rate.open):
        return writer.say("headline.empty")
    if way.rate.value is None:
        return writer.say("headline.undecided", **_ends(report, way, writer))
    plain = way.from_stage == "lead" and way.to_stage in CUSTOMER
    sentence = writer.say(
        "headline.won" if plain else "headline.any",
        n=way.rate.denominator,
        rate=writer.percent(way.rate.value),
        within=within(report, writer),
        **({} if plain else _ends(report, way, writer)),
    )
    return sentence if way.rate.denominator >= FEW else f"{sentence} {writer.say('headline.few')}"


def facts(report: FunnelReport, writer: Writer) -> Iterator[Item]:
    """Yield what the report is of: moments, agreement, horizon, period, zone, split."""
    agreement = writer.say("meta.version", name=report.agreement_name, version=str(report.agreement_version))
    horizon = writer.say("meta.horizon.none") if report.horizon is None else within(report, writer)
    yield Item(writer.say("meta.as_of"), writer.moment(report.as_of))
    yield Item(writer.say("meta.known_at"), writer.moment(report.known_at))
    yield Item(writer.say("meta.zone"), report.zone)
    yield Item(writer.say("meta.agreement"), agreement)
    yield Item(writer.say("meta.period"), period_text(report.period, writer))
    yield Item(writer.say("meta.horizon"), horizon)
    if report.by is not None:
        yield Item(writer.say("meta.by"), dimension_name(report, writer))


def figures(report: FunnelReport, writer: Writer) -> Iterator[Figure]:
    """Yield the headline figures: entries, the rate of the whole way, the largest leak, notes."""
    steps, way = all_steps(report), whole_way(report)
    if steps:
        label = writer.say("figure.entered", stage=stage_name(report, steps[0].from_stage, writer))
        yield Figure(label, writer.count(steps[0].entered), (writer.say("figure.entered.note", n=len(steps)),))
    if way is not None:
        yield _rate(report, way, writer)
    if len(report.leaks) > 1 and cost(report, report.leaks[0]) is not None:
        wins = writer.decimal(cost(report, report.leaks[0]))
        part = writer.say("figure.leak.gap" if by_gap(report.leaks) else "figure.leak.forgone", wins=wins)
        yield Figure(writer.say("figure.leak"), step_name(report, report.leaks[0].step, writer), (part,), words=True)
    count = sum(note.count for note in report.notes)
    some = (writer.say("figure.notes.some", n=count),) if report.notes else (writer.say("figure.notes.none"),)
    yield Figure(writer.say("figure.notes"), writer.count(len(report.notes)), some)


def remark(note: Note, writer: Writer) -> Remark:
    """Return a note in the language of the page; one that no catalogue knows keeps its own words."""
    key, sentence = f"note.{note.rule}", f"note.says.{note.values.get('sentence', '')}"
    places = [writable(place) for place in note.places[:PLACES]]
    if len(note.places) > PLACES:
        places.append(writer.say("notes.more", n=len(note.places) - PLACES))
    return Remark(
        count=writer.count(note.count) if note.count else writer.say("page.none"),
        kind=writer.say(key) if writer.knows(key) else "",
        message=writable(writer.say(sentence, **note.values) if writer.knows(sentence) else note.message),
        translated=writer.knows(sentence),
        places=", ".join(places),
    )


def _ends(report: FunnelReport, way: Overall, writer: Writer) -> dict[str, str]:
    return {
        "from_stage": stage_name(report, way.from_stage, writer),
        "to_stage": stage_name(report, way.to_stage, writer),
    }


def _rate(report: FunnelReport, way: Overall, writer: Writer) -> Figure:
    label = f"{stage_name(report, way.from_stage, writer)} → {stage_name(report, way.to_stage, writer)}"
    parts = [writer.fraction(way.rate)]
    if way.rate.value is not None:
        limits = writer.interval(way.rate.low, way.rate.high).replace("–", f"–{JOINER}")
        parts.append(writer.say("figure.interval", interval=limits))
    parts.append(writer.say("figure.open", n=way.rate.open))
    if 0 < way.rate.denominator < FEW:
        parts.append(writer.say("few"))
    return Figure(label, writer.percent(way.rate.value), tuple(parts))
