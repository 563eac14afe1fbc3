"""Every stay of a deal in a stage, its cycles apart (methods C14)."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "deal_stays",
    inputs=("visits", "stage_order", "deal_states", "conversions"),
    outputs={
        "deal": "bigint",
        "journey": "bigint",
        "pass": "bigint",
        "cycle": "bigint",
        "stage": "text",
        "place": "bigint",
        "standing": "text",
        "entered_at": "bigint",
        "left_at": "bigint",
        "opened_at": "bigint",
        "closed_at": "bigint",
        "seq": "bigint",
    },
    says="a deal stood in a stage: open, won, lost, recycled or disqualified",
)
