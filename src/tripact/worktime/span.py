"""Half-open spans of time: the start belongs to the span, the end does not (methods C2)."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """The instants ``start <= t < end``, in UTC milliseconds; an open end is ``None``."""

    start: int
    end: int | None

    def holds(self, instant: int) -> bool:
        """Tell whether ``instant`` lies in the span."""
        return self.start <= instant and (self.end is None or instant < self.end)

    def length(self, until: int) -> int:
        """Return the milliseconds of the span up to ``until`` (an open span is censored there)."""
        end = until if self.end is None else min(self.end, until)
        return max(0, end - self.start)
