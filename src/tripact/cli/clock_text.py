"""The explanation of a clock as text: the open time is counted out, so that anybody can check it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from tripact.cli import output
from tripact.cli.clock_calendar_text import counted_on
from tripact.cli.clock_excuse_text import excuse_lines
from tripact.cli.clock_words import clock_time, measured, when
from tripact.report.clock_custody import PARTIES, share_of
from tripact.report.clock_ladder import Level
from tripact.report.clock_list import ListedClock, seconds
from tripact.report.clock_marks import Mark
from tripact.report.clock_revisions import Revision
from tripact.report.clock_trace import ClockTrace
from tripact.worktime.instant import DAY, local_date
from tripact.worktime.span import Span

_LONG = 6 * DAY
"""A clock this long has two of some weekday: then the days carry their date."""
_LEVELS = {
    "reached": "reached, not recorded by a sweep",
    "ahead": "ahead",
    "spared": "spared, the clock ended before",
    "undecidable": "fires nothing, the clock cannot be decided",
}
"""What became of a level that was not recorded as fired."""
_FIRST, _LAST = 14, 4
"""So many open spans are written out at each end of a long count; JSON has them all."""


def print_trace(trace: ClockTrace) -> None:
    """Print everything about a clock."""
    clock, promise = trace.clock, trace.promise
    _line(f"{clock.id}: {clock.state.replace('_', ' ')}, as of {when(trace.as_of, trace.zone)}")
    between = f", between {' and '.join(promise.between)}" if promise.between else ""
    asked = f": {promise.needs}" if promise.needs else ""
    _line(f"Promise: {promise.title or promise.commitment}{asked} within {promise.text}{between}")
    _line(f"         {promise.where}, {trace.agreement_name} version {trace.agreement_version}")
    for number, line in enumerate(counted_on(trace)):
        _line(line if number else f"Counted: {line}")
    _line(f"Started: {when(clock.started_at, trace.zone)} by {_by(trace.started_by, promise.starts)}")
    for line in _ending(trace):
        _line(line)
    _line("")
    for line in counting(trace):
        _line(f"  {line}")
    for line in _paused(trace):
        _line(line)
    for line in (*_sums(trace), *ladder_lines(trace)):
        _line(line)
    _line(f"Verdict: {clock.state.replace('_', ' ')}, because {reason(trace)}")
    for each in trace.revisions:
        _line(f"Revised: {revision(each, trace.zone)}")
    for line in excuse_lines(trace):
        _line(line)


def ladder_lines(trace: ClockTrace) -> list[str]:
    """Return the levels at which somebody is warned or told, each with its moment and what became of it."""
    widest = max((len(level.says) for level in trace.ladder), default=0)
    lines = [f"{level.says:<{widest}}  {_level(level, trace.zone)}" for level in trace.ladder]
    return [f"{'Ladder: ' if number == 0 else '':<8} {line}" for number, line in enumerate(lines)]


def counting(trace: ClockTrace) -> list[str]:
    """Return the open spans one by one, with what lies between them."""
    return _shortened(list(_steps(trace)))


def reason(trace: ClockTrace) -> str:
    """Return why the verdict is what it is."""
    clock = trace.clock
    used, budget = _time(clock.elapsed, clock), _time(clock.amount, clock)
    over, left = _time(None if clock.left is None else -clock.left, clock), _time(clock.left, clock)
    if clock.preempted and trace.kept_by:
        return f"{_by(trace.kept_by, ())} on {when(trace.kept_by.ts, trace.zone)} came shortly before its start."
    ended = when(clock.stopped_at, trace.zone)
    return {
        "met": f"it stopped with {used} of {budget} used.",
        "met_late": f"it stopped with {used} used of {budget}: {over} too late.",
        "fulfilled_early": f"its purpose was reached with {used} of {budget} used.",
        "breached_open": f"{used} of {budget} are used, {over} too much, and what was promised has not happened.",
        "running": f"{used} of {budget} are used and {left} are left.",
        "paused": f"time stands still since {when(_last_pause(trace), trace.zone)} {_held(trace)}; {left} are left.",
        "cancelled": f"{_by(trace.ended_by, trace.promise.cancels)} made it void on {ended}.",
        "undecidable": _undecided(trace),
    }[clock.state]


def _undecided(trace: ClockTrace) -> str:
    started_by_day = trace.started_by is not None and trace.started_by.by_day
    if trace.clock.elapsed is None and not started_by_day:
        return "the holidays or hours of its calendar are not known for all of that time."
    return "it promises hours, and a fact behind it is known by the day only."


def revision(revised: Revision, zone: str) -> str:
    """Return how the verdict stood until facts were recorded that changed it."""
    before, after = (state.replace("_", " ") for state in (revised.before, revised.after))
    numbers = " and ".join(map(str, revised.facts))
    facts = f"fact{'s' if len(revised.facts) > 1 else ''} {numbers}"
    return f"until {when(revised.recorded_at, zone)} it stood as {before}; {facts}, recorded then, made it {after}."


def _level(level: Level, zone: str) -> str:
    due = f"after {when(level.fires_after, zone)}" if level.fires_after is not None else "no moment yet"
    if level.fired_at is not None:
        late = "" if level.state == "reached" else "; by what is known now it would not have"
        return f"{due}: fired {when(level.fired_at, zone)}{late}"
    return f"{due}: {_LEVELS[level.state]}"


def _ending(trace: ClockTrace) -> Iterator[str]:
    clock, promise = trace.clock, trace.promise
    if clock.stopped_at is not None:
        word, known = ("Voided: ", promise.cancels) if clock.state == "cancelled" else ("Stopped:", promise.stops)
        yield f"{word} {when(clock.stopped_at, trace.zone)} by {_by(trace.ended_by, known)}"
    else:
        void = f"; void by {_any(promise.cancels)}" if promise.cancels else ""
        yield f"Stops:   by {_any(promise.stops) or 'the attempts it asks for'}{void}"


def _sums(trace: ClockTrace) -> Iterator[str]:
    clock = trace.clock
    if trace.promise.attempts is not None:
        yield f"Made:    {clock.attempts or 0} of {trace.promise.attempts} attempts"
    yield f"Elapsed: {_time(clock.elapsed, clock)} of {_time(clock.amount, clock)} ({clock.measure} time)"
    if shares := _shares(trace):
        yield f"Held by: {shares} ({clock.measure} time, pauses included)"
    yield f"Due:     {when(clock.due_at, trace.zone)}; kept until {when(clock.breach_after, trace.zone)}"


def _shares(trace: ClockTrace) -> str:
    """Return whose time it was, without those who held none of it."""
    held = {party: share_of(trace.custody, party) for party in PARTIES}
    return ", ".join(f"{party} {_time(share, trace.clock)}" for party, share in held.items() if share)


def _steps(trace: ClockTrace) -> Iterator[str]:
    if trace.clock.preempted:
        return
    dated = trace.end - trace.clock.started_at >= _LONG
    starts = trace.counted[0].start if trace.counted else trace.end
    if starts > trace.clock.started_at:
        yield _gap(Span(trace.clock.started_at, starts), trace, dated=dated)
    for span, following in zip_longest(trace.counted, trace.counted[1:]):
        assert span.end is not None
        gap = Span(span.end, following.start if following else trace.end)
        counted = f"{_between(span, trace.zone, dated=dated)} ({_time(span.length(span.end), trace.clock)})"
        yield f"{counted}, {_gap(gap, trace, dated=dated)}" if gap.start < (gap.end or 0) else counted


def _gap(gap: Span, trace: ClockTrace, *, dated: bool) -> str:
    """Return why nothing is counted between two spans: closed, paused, or both."""
    assert gap.end is not None
    paused = [each for each in trace.pauses if each.start < gap.end and (each.end or gap.end) > gap.start]
    until = when(gap.end, trace.zone) if dated else when(gap.end, trace.zone, dated=False)
    covered = any(each.start <= gap.start and (each.end or gap.end) >= gap.end for each in paused)
    return f"{'paused' if covered else 'closed and paused' if paused else 'closed'} until {until}"


def _between(span: Span, zone: str, *, dated: bool) -> str:
    assert span.end is not None
    start = when(span.start, zone, dated=dated)
    same = local_date(span.start, zone) == local_date(span.end - 1, zone)
    return f"{start}–{clock_time(span.end, zone) if same else when(span.end, zone, dated=dated)}"


def _shortened(steps: list[str]) -> list[str]:
    left_out = len(steps) - _FIRST - _LAST
    if left_out <= 1:
        return steps
    return [*steps[:_FIRST], f"… {left_out} more open spans (--json has them all) …", *steps[-_LAST:]]


def _by(mark: Mark | None, known: tuple[str, ...]) -> str:
    if mark is None:
        return _any(known) or "the attempt that completed it"
    return mark.cited


def _any(moments: tuple[str, ...]) -> str:
    return " or ".join(moments)


def _last_pause(trace: ClockTrace) -> int | None:
    return trace.pauses[-1].start if trace.pauses else None


def _held(trace: ClockTrace) -> str:
    """Return what holds a paused clock: each moment once, with whose share it is."""
    return " and ".join(dict.fromkeys(each.says for each in trace.stands_by))


def _paused(trace: ClockTrace) -> Iterator[str]:
    """Yield a line for each pause; of many the last ones, JSON has them all."""
    left_out = len(trace.paused_by) - _LAST
    if left_out > 0:
        yield f"Paused:  {left_out} times before (--json has them all)"
    for each in trace.paused_by[-_LAST:]:
        until = "still" if each.until is None or each.until > trace.end else f"until {when(each.until, trace.zone)}"
        yield f"Paused:  {when(each.since, trace.zone)}, {until}, {each.says}"


def _time(milliseconds: int | None, clock: ListedClock) -> str:
    return measured(seconds(milliseconds), clock.measure)


def _line(text: str) -> None:
    output.OUT.print(text, markup=False)
