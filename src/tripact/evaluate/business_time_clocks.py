"""When clocks are due, until when they are kept, and how long they have run: methods §3.1 for many at once."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "business_time_clocks",
    inputs=("dated_clocks",),
    outputs={
        "calendar": "bigint",
        "id": "bigint",
        "due_at": "bigint",
        "breach_after": "bigint",
        "elapsed": "bigint",
        "moved": "bigint",
    },
    says="a clock is due, broken after, and has run so long",
    parameters=(),
)
