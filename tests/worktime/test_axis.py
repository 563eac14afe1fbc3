"""The axis of business time against the brute force, in zones that change their clocks in every way."""

from __future__ import annotations

from hypothesis import given, reject, settings
from hypothesis import strategies as st

from tests.worktime.calendars import Sample, pauses, samples
from tests.worktime.minutes import BeyondWindow
from tripact.worktime.span import Span

PROPERTIES = settings(max_examples=40)
moments = st.integers(0, 14 * 1440).map(lambda minute: minute * 60)
amounts = st.one_of(st.integers(0, 1800), st.sampled_from([0, 60, 120, 240, 480, 510, 960, 1440])).map(lambda m: m * 60)
asked = st.data()


def spans(pairs: list[tuple[int, int]]) -> list[Span]:
    return [Span(start * 1000, end * 1000) for start, end in pairs]


@PROPERTIES
@given(samples(), moments, moments, asked)
def test_elapsed(sample: Sample, a: int, b: int, data: st.DataObject) -> None:
    start, end = sample.start + a, sample.start + b
    stops = data.draw(pauses(start))
    found = sample.axis().elapsed(start * 1000, end * 1000, spans(stops))
    assert found == sample.minutes().elapsed(start, end, stops) * 1000


@PROPERTIES
@given(samples(), moments, amounts, asked)
def test_due_and_breach_after(sample: Sample, a: int, amount: int, data: st.DataObject) -> None:
    start = sample.start + a
    stops = data.draw(pauses(start))
    minutes = sample.minutes()
    try:
        due, breach = minutes.due(start, amount, stops), minutes.breach_after(start, amount, stops)
    except BeyondWindow:
        reject()
    given = (start * 1000, amount * 1000, spans(stops))
    assert sample.axis().due(*given) == due * 1000
    assert sample.axis().breach_after(*given) == breach * 1000


@PROPERTIES
@given(samples(), st.integers(8 * 1440, 20 * 1440), amounts, asked)
def test_sub(sample: Sample, a: int, amount: int, data: st.DataObject) -> None:
    start = sample.start + a * 60
    stops = data.draw(pauses(start - 86_400))
    try:
        before = sample.minutes().sub(start, amount, stops)
    except BeyondWindow:
        reject()
    assert sample.axis().sub(start * 1000, amount * 1000, spans(stops)) == before * 1000
