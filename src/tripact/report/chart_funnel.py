"""The funnel: each step a bar of those who entered, its solid part those who advanced."""

from __future__ import annotations

from tripact.report.canvas import PAD, Datum, Frame, Key, Sheet, bars, filled, headings, render
from tripact.report.funnel_names import FEW, all_steps, step_name, within
from tripact.report.funnel_result import FunnelReport, FunnelStep
from tripact.report.palette import ACCENT, DOTS, EDGE, TINT
from tripact.report.proportion import Rate
from tripact.report.svg import Caption
from tripact.report.writer import Writer


def draw(report: FunnelReport, writer: Writer, sheet: Sheet) -> str:
    """Return the funnel over everybody as SVG.

    Args:
        report: The report.
        writer: Whose language and figures to use.
        sheet: The width to draw for.
    """
    steps = all_steps(report)
    step, across = (72, 1) if sheet.narrow else (54, 3)
    frame = Frame(sheet, len(steps), step, _keys(report, writer), across)
    rows = [_row(report, place, step, writer) for place, step in enumerate(steps)]
    widest = max(map(_size, steps), default=0) or 1
    pieces = [piece for place, step in enumerate(steps) for piece in _pieces(place, step, widest)]
    layers = [bars(pieces, frame, sheet.width - 2 * PAD, frame.step / 2 - 19), *headings(rows, frame)]
    return render(layers, frame, _caption(report, writer, sheet))


def detail(rate: Rate, writer: Writer) -> str:
    """Return the counts and the interval of a rate, and whether they are too few to judge."""
    parts = [writer.fraction(rate)]
    if rate.value is not None:
        parts.append(writer.interval(rate.low, rate.high))
    if 0 < rate.denominator < FEW:
        parts.append(writer.say("few"))
    return " · ".join(parts)


def _row(report: FunnelReport, place: int, step: FunnelStep, writer: Writer) -> Datum:
    return {
        "row": place,
        "name": step_name(report, step, writer),
        "detail": detail(step.rate, writer),
        "value": writer.percent(step.rate.value),
    }


def _size(step: FunnelStep) -> int:
    """Return all who entered, those whose window is not over included."""
    return max(step.entered, step.rate.denominator) + step.immature


def _pieces(place: int, step: FunnelStep, widest: int) -> list[Datum]:
    """Cut the bar of a step: advanced, did not, window not over yet."""
    ends = [0, step.rate.numerator, step.rate.denominator, _size(step)]
    looks = [(ACCENT, ACCENT), (TINT, EDGE), (DOTS, EDGE)]
    return [
        {"row": place, "start": start / widest, "end": end / widest, "fill": fill, "edge": edge}
        for start, end, (fill, edge) in zip(ends, ends[1:], looks, strict=False)
        if end > start
    ][::-1]


def _keys(report: FunnelReport, writer: Writer) -> tuple[Key, ...]:
    keys = (
        filled(writer.say("steps.advanced", within=within(report, writer)), ACCENT),
        Key(writer.say("steps.stayed"), TINT, EDGE),
        Key(writer.say("steps.unripe"), DOTS, EDGE),
    )
    return keys if any(step.immature for step in all_steps(report)) else keys[:2]


def _caption(report: FunnelReport, writer: Writer, sheet: Sheet) -> Caption:
    items = [
        writer.say(
            "steps.item",
            step=step_name(report, step, writer),
            rate=writer.percent(step.rate.value),
            fraction=writer.fraction(step.rate),
        )
        for step in all_steps(report)
    ]
    return Caption(f"chart-steps-{sheet.name}", writer.say("steps.title"), "; ".join(items))
