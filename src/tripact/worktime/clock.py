"""The one reader of the wall clock; everything else takes ``now`` as an argument."""

from __future__ import annotations

import time

Milliseconds = int
"""An instant: integer milliseconds since 1970-01-01T00:00:00 UTC (methods C1)."""


def system_now() -> Milliseconds:
    """Return the present instant in UTC milliseconds."""
    return time.time_ns() // 1_000_000


def wait(milliseconds: int) -> None:
    """Let so much time pass."""
    time.sleep(milliseconds / 1000)
