"""What must hold between the functions of business time, whatever the calendar (methods §3.1, §25.2)."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.worktime.calendars import Sample, axis_of, pauses, samples
from tripact.worktime.instant import MINUTE
from tripact.worktime.span import Span

FEW = settings(max_examples=40)
moments = st.integers(0, 14 * 24 * 3_600_000)
amounts = st.integers(0, 60 * 3_600_000)
asked = st.data()


def stops_of(data: st.DataObject, start: int) -> list[Span]:
    return [Span(a * 1000, b * 1000) for a, b in data.draw(pauses(start // 1000))]


@FEW
@given(samples(), moments, moments, moments, asked)
def test_elapsed_adds_up(sample: Sample, a: int, b: int, c: int, data: st.DataObject) -> None:
    axis, origin = sample.axis(), sample.start * 1000
    first, second, third = origin + a, origin + b, origin + c
    stops = stops_of(data, first)
    whole = axis.elapsed(first, third, stops)
    assert whole == axis.elapsed(first, second, stops) + axis.elapsed(second, third, stops)
    spans = axis.spans(min(first, third), max(first, third), stops)
    assert abs(whole) == sum(span.length(span.end or 0) for span in spans)


@FEW
@given(samples(), moments, amounts, moments, asked)
def test_kept_until_breach_after(sample: Sample, a: int, amount: int, b: int, data: st.DataObject) -> None:
    axis, start = sample.axis(), sample.start * 1000 + a
    stops = stops_of(data, start)
    due, breach = axis.due(start, amount, stops), axis.breach_after(start, amount, stops)
    assert due is not None
    assert breach is not None
    assert start <= due <= breach
    assert axis.elapsed(start, due, stops) == axis.elapsed(start, breach, stops) == amount
    for moment in (start + b, due, breach, breach + 1):
        assert (axis.elapsed(start, moment, stops) <= amount) == (moment <= breach)
    assert amount == 0 or axis.elapsed(start, due - 1, stops) < amount


@FEW
@given(samples(), moments, st.integers(1, 20 * 3_600_000), asked)
def test_sub_looks_back(sample: Sample, a: int, amount: int, data: st.DataObject) -> None:
    axis, start = sample.axis(), sample.start * 1000 + a
    stops = stops_of(data, start - 86_400_000)
    before = axis.sub(start, amount, stops)
    assert axis.elapsed(before, start, stops) == amount
    assert axis.elapsed(before + 1, start, stops) < amount


@FEW
@given(samples(), moments, amounts, st.integers(0, 20), asked)
def test_a_holiday_makes_no_deadline_earlier(
    sample: Sample, a: int, amount: int, day: int, data: st.DataObject
) -> None:
    start = sample.start * 1000 + a
    stops = stops_of(data, start)
    holiday = (sample.first + timedelta(days=day)).isoformat()
    assume(all(holiday not in raw["special"] for _, raw in sample.versions))
    more = tuple((since, {**raw, "closed": [*raw["closed"], holiday]}) for since, raw in sample.versions)
    plain, shorter = sample.axis(), axis_of(more, sample.first)
    for question in ("due", "breach_after"):
        with_day, without = getattr(plain, question), getattr(shorter, question)
        assert with_day(start, amount, stops) <= without(start, amount, stops)


@FEW
@given(samples(), moments, amounts, asked)
def test_a_pause_that_never_ends(sample: Sample, a: int, amount: int, data: st.DataObject) -> None:
    """Due only if the time is used up before it; the promise stays kept as long as it lasts."""
    axis, start = sample.axis(), sample.start * 1000 + a
    began = start + MINUTE * data.draw(st.integers(0, 4000))
    due, breach = axis.due(start, amount, [Span(began, None)]), axis.breach_after(start, amount, [Span(began, None)])
    ran = axis.elapsed(start, began)
    assert (due is None) == (ran < amount or amount == ran == 0)
    assert (breach is None) == (ran <= amount)
    assert axis.elapsed(start, began + 10**9, [Span(began, None)]) == ran


@FEW
@given(samples(), moments, moments)
def test_how_an_axis_was_expanded_does_not_matter(sample: Sample, a: int, b: int) -> None:
    early, late = sorted((sample.start * 1000 + a, sample.start * 1000 + b))
    forward, at_once = sample.axis(), sample.axis()
    forward.open_time(early)
    at_once.spans(at_once.since, at_once.until)
    assert forward.elapsed(early, late) == at_once.elapsed(early, late)
    assert forward.next_open(late) == at_once.next_open(late)
    assert at_once.is_open(at_once.next_open(late))
