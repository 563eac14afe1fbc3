"""Spans are half-open: the start belongs to them, the end does not."""

from hypothesis import given
from hypothesis import strategies as st

from tripact.worktime.span import Span

instants = st.integers(-100, 100)


@given(instants, instants, instants)
def test_an_instant_lies_in_one_of_two_spans_that_meet(start: int, middle: int, instant: int) -> None:
    first, second = Span(min(start, middle), middle), Span(middle, None)
    assert not (first.holds(instant) and second.holds(instant))
    assert (first.holds(instant) or second.holds(instant)) == (instant >= first.start)


@given(instants, instants, instants)
def test_the_length_is_the_number_of_instants(start: int, end: int, until: int) -> None:
    assert Span(start, end).length(until) == sum(Span(start, end).holds(each) for each in range(-100, until))


def test_an_open_span_is_censored() -> None:
    assert Span(5, None).length(12) == 7
    assert Span(5, None).length(3) == 0
