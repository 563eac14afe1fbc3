"""Every moment that a clock can name: what happened, as a verb with a name."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "moments",
    inputs=(
        "visits",
        "moves",
        "attempts",
        "conversions",
        "attempt_outcomes",
        "signals",
        "signal_verbs",
        "consents",
        "basis_moments",
        "handoffs",
        "handoff_verbs",
        "milestones",
        "attributes",
        "promotions",
        "definition_stages",
        "clock_moments",
    ),
    outputs={
        "journey": "bigint",
        "verb": "text",
        "name": "text",
        "ts": "bigint",
        "seq": "bigint",
        "day_precision": "boolean",
        "channel": "text",
    },
    says="something happened that a clock can name",
)
