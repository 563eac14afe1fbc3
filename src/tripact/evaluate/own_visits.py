"""The visits of a journey's own way, without further deals, and which trip each belongs to."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "own_visits",
    inputs=("visits", "further_deals"),
    outputs={
        "person": "bigint",
        "trip": "bigint",
        "deal": "bigint",
        "stage": "text",
        "place": "bigint",
        "kind": "text",
        "stage_before": "text",
        "kind_before": "text",
        "entered_at": "bigint",
        "day_precision": "boolean",
        "seq": "bigint",
    },
    says="a journey stood in a stage on its own way",
)
