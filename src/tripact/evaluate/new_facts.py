"""The facts of one relation that are new since the last round."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "new_facts",
    inputs=("facts", "taken_back"),
    outputs={
        "person": "bigint",
        "account": "bigint",
        "deal": "bigint",
        "other_key": "bigint",
        "relation": "text",
        "reaches": "bigint",
        "late": "bigint",
    },
    says="something new is known of subjects",
    parameters=("seq", "since", "as_of", "known_since", "other", "relation", "reaches", "onward"),
)
