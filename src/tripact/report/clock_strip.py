"""A clock as a picture: open time solid, closed hours hatched, pauses dotted, marks for start, due and stop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import pairwise

from tripact.report.clock_trace import ClockTrace, window
from tripact.report.drawing import HATCH, Element, Ink, box, line, pattern, picture, shape, width_of, words
from tripact.report.palette import ACCENT, DOTS, EDGE, INK, LINE, MUTED, SLATE, TINT
from tripact.report.svg import Caption
from tripact.worktime.instant import DAY, HOUR, local_date, midnight, of_datetime, to_datetime
from tripact.worktime.span import Span
from tripact.worktime.union import without

KEY = "clock"
WIDTH, MARGIN = 880, 24
TOP, LANE, BAND = 78, 20, 40
"""Height above the marks, of one line of them, and of the strip."""
STEPS = (HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 28 * DAY, 91 * DAY, 364 * DAY)
LOOKS = {
    "counted": ACCENT,
    "over the promise": SLATE,
    "open, not counted": TINT,
    "closed": pattern(HATCH, KEY),
    "paused": pattern(DOTS, KEY),
}
"""Fill of each kind of time; they differ without colour."""


@dataclass(frozen=True)
class _Scale:
    """Where instants stand."""

    first: int
    last: int

    def x(self, instant: int) -> float:
        share = (min(max(instant, self.first), self.last) - self.first) / max(1, self.last - self.first)
        return MARGIN + share * (WIDTH - 2 * MARGIN)


@dataclass(frozen=True)
class _Label:
    """A mark with its words, and the line it is written on."""

    x: float
    text: str
    lane: int

    @property
    def ink(self) -> Ink:
        return Ink(anchor="end" if self.x > WIDTH * 0.62 else "start")

    @property
    def reach(self) -> tuple[float, float]:
        """From where to where the words stand."""
        length = width_of(self.text, self.ink) + 10
        return (self.x - length, self.x + 6) if self.ink.anchor == "end" else (self.x - 6, self.x + length)

    @property
    def text_reach(self) -> tuple[float, float]:
        """The same without the room before the flag pole."""
        first, last = self.reach
        return (first, self.x - 6) if self.ink.anchor == "end" else (self.x + 6, last)


def clock_strip(trace: ClockTrace) -> str:
    """Return the picture of a clock as a complete SVG file, light or dark as its reader is."""
    scale = _Scale(*window(trace.clock, trace.end))
    labels = _labels(trace, scale)
    top = TOP + LANE * (1 + max(label.lane for label in labels))
    kinds = _kinds(trace)
    drawn = [
        words(MARGIN, 32, trace.clock.id, Ink(17, bold=True)),
        words(MARGIN, 54, f"{trace.clock.state.replace('_', ' ')} · {_promise(trace)}", Ink(13, MUTED)),
        *(element for kind, spans in kinds.items() for element in _bars(spans, LOOKS[kind], scale, top)),
        *_frame(top),
        *_ticks(scale, trace.zone, top + BAND),
        *(element for label in labels for element in _mark(label, top)),
        *_legend([kind for kind, spans in kinds.items() if spans], top + BAND + 58),
    ]
    caption = Caption(KEY, f"Clock {trace.clock.id}", _description(trace))
    return picture(caption, (WIDTH, top + BAND + 80), drawn, alone=True)


def _promise(trace: ClockTrace) -> str:
    """The promise and the calendars it was counted on; a change of owner may have brought others."""
    promised = trace.promise.calendar
    calendars = [f"calendar {promised}" if promised else "wall clock"]
    calendars += [f"calendar {leg.calendar}" if leg.calendar else "wall clock" for leg in trace.counted_on.handed]
    return f"{trace.promise.text}, {', then '.join(dict.fromkeys(calendars))} ({trace.zone})"


def _kinds(trace: ClockTrace) -> dict[str, list[tuple[int, int]]]:
    """Return the stretches of each kind of time over the whole strip."""
    first, last = window(trace.clock, trace.end)
    opened, counted, paused = _pairs(trace.open_hours), _pairs(trace.counted), _pairs(trace.pauses)
    until = last if trace.clock.breach_after is None else trace.clock.breach_after
    return {
        "closed": without([(first, last)], opened),
        "open, not counted": without(opened, counted),
        "counted": without(counted, [(until, last)] if until < last else []),
        "over the promise": [(max(start, until), end) for start, end in counted if end > until],
        "paused": paused,
    }


def _pairs(spans: Sequence[Span]) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in spans if span.end is not None]


def _bars(spans: Sequence[tuple[int, int]], fill: str, scale: _Scale, top: float) -> Iterator[Element]:
    for start, end in spans:
        if end > scale.first and start < scale.last:
            yield box(scale.x(start), top, scale.x(end), top + BAND, fill)


def _frame(top: float) -> Iterator[Element]:
    yield line((MARGIN, top), (WIDTH - MARGIN, top), EDGE)
    yield line((MARGIN, top + BAND), (WIDTH - MARGIN, top + BAND), EDGE)


def _labels(trace: ClockTrace, scale: _Scale) -> list[_Label]:
    """Return the marks, each on the first line where its words have room and no flag pole goes through them."""
    marks = [_Label(scale.x(instant), text, 0) for instant, text in sorted(_moments(trace))]
    # words lean towards the middle: the outer ones come first, so that the poles of the inner ones begin below them
    leaning = [label.ink.anchor == "end" for label in marks]
    rightwards = [label for label, left in zip(marks, leaning, strict=True) if not left]
    leftwards = [label for label, left in zip(marks, leaning, strict=True) if left]
    placed: list[_Label] = []
    for label in (*rightwards, *reversed(leftwards)):
        lanes = [replace(label, lane=lane) for lane in range(len(marks))]
        # a line of its own for each would do, but for poles
        placed.append(next((each for each in lanes if not any(_meet(each, one) for one in placed)), lanes[-1]))
    return placed


def _meet(one: _Label, other: _Label) -> bool:
    if one.lane == other.lane:
        return one.reach[0] < other.reach[1] and other.reach[0] < one.reach[1]
    above, below = sorted((one, other), key=lambda label: label.lane)
    first, last = below.text_reach
    return first < above.x < last


def _moments(trace: ClockTrace) -> Iterator[tuple[int, str]]:
    clock = trace.clock
    yield clock.started_at, f"started {_when(clock.started_at, trace.zone)}"
    if clock.due_at is not None:
        yield clock.due_at, f"due {_when(clock.due_at, trace.zone)}"
    if clock.breach_after is not None and clock.breach_after != clock.due_at:
        yield clock.breach_after, f"kept until {_when(clock.breach_after, trace.zone)}"
    for each in trace.stands_by:
        moment = each.by.says if each.by else "paused"
        yield max(each.since, clock.started_at), f"{moment} {_when(each.since, trace.zone)} ({each.share})"
    ended = "cancelled" if clock.state == "cancelled" else "stopped"
    yield trace.end, f"{ended if clock.stopped_at is not None else 'now'} {_when(trace.end, trace.zone)}"


def _mark(label: _Label, top: float) -> Iterator[Element]:
    """Yield the words, and a flag pole from them down to the strip."""
    y = TOP + LANE * label.lane + 4
    yield line((label.x, y - 10), (label.x, top + BAND), INK, 1.5)
    yield shape([(label.x - 5, top - 7), (label.x + 5, top - 7), (label.x, top)], INK)
    yield words(label.x + (-6 if label.ink.anchor == "end" else 6), y, label.text, label.ink)


def _ticks(scale: _Scale, zone: str, bottom: float) -> Iterator[Element]:
    step = next((each for each in STEPS if (scale.last - scale.first) / each <= 8), STEPS[-1])
    shown = [instant for instant in _instants(scale, zone, step) if scale.first <= instant <= scale.last]
    for instant in shown:
        x = scale.x(instant)
        yield line((x, bottom), (x, bottom + 6), EDGE)
        text = _tick(instant, zone, step)
        half = width_of(text, Ink(12)) / 2
        yield words(min(max(x, half + 2), WIDTH - half - 2), bottom + 22, text, Ink(12, MUTED, "middle"))
    yield from (line((scale.x(one), bottom), (scale.x(two), bottom), LINE) for one, two in pairwise(shown))


def _instants(scale: _Scale, zone: str, step: int) -> Iterator[int]:
    """Yield local midnights, or the hours of local days, that are a step apart."""
    days = max(1, step // DAY)
    day = local_date(scale.first, zone)
    while midnight(day, zone) <= scale.last:
        # hours as clocks show them: a day may have 23 of them
        yield from (of_datetime(datetime.combine(day, time(hour)), zone) for hour in range(0, 24, max(1, step // HOUR)))
        day += timedelta(days=days)


def _tick(instant: int, zone: str, step: int) -> str:
    local = to_datetime(instant, zone)
    day = f"{local:%a} {local.day} {local:%b}"
    if step >= 28 * DAY:
        return f"{local.day} {local:%b %Y}"
    return day if step >= DAY or local.hour == 0 else f"{local:%H:%M}"


def _legend(kinds: Sequence[str], y: float) -> Iterator[Element]:
    x: float = MARGIN
    for kind in LOOKS:
        if kind in kinds:
            yield box(x, y - 11, x + 22, y + 2, LOOKS[kind])
            yield words(x + 29, y, kind, Ink(12, MUTED))
            x += 29 + width_of(kind, Ink(12)) + 22


def _when(instant: int, zone: str) -> str:
    local = to_datetime(instant, zone)
    return f"{local:%a} {local.day} {local:%b %H:%M}"


def _description(trace: ClockTrace) -> str:
    marks = "; ".join(text for _, text in sorted(_moments(trace)))
    return f"{trace.clock.state.replace('_', ' ')}, {_promise(trace)}: {marks}."
