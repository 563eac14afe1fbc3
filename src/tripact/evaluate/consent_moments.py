"""What a statement about being contacted is to the clocks: an objection, an opt-out, a consent."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "consent_moments",
    inputs=("consents", "contact_bases"),
    outputs={
        "person": "bigint",
        "deal": "bigint",
        "verb": "text",
        "ts": "bigint",
        "seq": "bigint",
        "day_precision": "boolean",
        "channel": "text",
    },
    says="a person objected to being contacted, or consented to it",
    parameters=("basis_required",),
)
