"""Whether a definition by answers held, such as three of four, and in which time (methods §2.3)."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "definition_states",
    inputs=("qualification", "definition_dimensions"),
    outputs={
        "subject": "bigint",
        "definition": "text",
        "framework": "text",
        "from_ts": "bigint",
        "until_ts": "bigint",
        "needed": "bigint",
        "met": "bigint",
        "undecided": "bigint",
        "state": "text",
    },
    says="a definition by answers held or not by a framework for a person or a deal",
)
