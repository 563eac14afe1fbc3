"""Every excuse with the run that it is said of, and whether it counts (CLK-8)."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "clock_excuses",
    inputs=("excuses", "clock_lines", "conversions", "clock_runs", "applying_starts"),
    outputs={
        "seq": "bigint",
        "commitment": "text",
        "journey": "bigint",
        "run": "bigint",
        "action": "text",
        "ts": "bigint",
        "day_precision": "boolean",
        "told_by": "bigint",
        "reason": "text",
        "actor": "text",
        "approver": "text",
        "evidenced": "boolean",
        "counts": "bigint",
    },
    says="the breach of a run was claimed to be excused, or that was approved or rejected",
)
