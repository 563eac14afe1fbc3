"""Every pass through a stage, half-open, passes apart (methods C2, STG-3)."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "visits",
    inputs=("assertions", "further_deals"),
    outputs={
        "journey": "bigint",
        "pass": "bigint",
        "stage": "text",
        "place": "bigint",
        "kind": "text",
        "entered_at": "bigint",
        "exited_at": "bigint",
        "exit_to": "text",
        "basis": "text",
        "day_precision": "boolean",
        "seq": "bigint",
        "deal": "bigint",
        "stage_before": "text",
    },
    says="a journey stood in a stage",
    kept=True,
)
