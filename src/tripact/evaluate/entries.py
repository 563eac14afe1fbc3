"""When each pass of a journey reached each stage of the main path (methods §5.1)."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "entries",
    inputs=("visits", "stage_order", "moves_back"),
    outputs={
        "journey": "bigint",
        "pass": "bigint",
        "stage": "text",
        "place": "bigint",
        "reached_at": "bigint",
        "skipped": "bigint",
        "by_day": "bigint",
    },
    says="a pass of a journey reached a stage of the main path",
    kept=True,
)
