"""What happened to a person, a deal or an account, as a verb with a name."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "happenings",
    inputs=(
        "visits",
        "clock_lines",
        "account_promotions",
        "moves",
        "attempt_meanings",
        "signals",
        "conversions",
        "signal_verbs",
        "consent_moments",
        "basis_moments",
        "handoffs",
        "handoff_completions",
        "milestones",
        "attributes",
        "promotions",
        "definition_stages",
        "clock_moments",
    ),
    outputs={
        "journey": "bigint",
        "deal": "bigint",
        "verb": "text",
        "name": "text",
        "ts": "bigint",
        "seq": "bigint",
        "day_precision": "boolean",
        "channel": "text",
    },
    says="something happened that an agreement can name",
)
