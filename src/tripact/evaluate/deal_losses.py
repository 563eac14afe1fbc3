"""Every loss of a deal, with its reason; losses that reopening made void are marked."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "deal_losses",
    inputs=("deal_stays", "void_losses", "deals", "moves", "stage_order"),
    outputs={
        "deal": "bigint",
        "lost_at": "bigint",
        "reopened_at": "bigint",
        "voided": "boolean",
        "lost_from": "text",
        "reason": "text",
        "reason_seq": "bigint",
        "competitor": "text",
    },
    says="a deal was lost, and why",
)
