"""Every instant at which a slowly changing value of a person may change (methods §2.1)."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "changes",
    inputs=("fit_spans", "penalty_spans", "attribute_states", "rule_attributes", "policy_dates", "strangers"),
    outputs={
        "person": "bigint",
        "ts": "bigint",
        "points": "bigint",
        "highest": "bigint",
        "lowest": "bigint",
        "penalty": "bigint",
    },
    says="slowly changing values of a person changed by this much",
    parameters=("end", "of_no_points", "as_of"),
)
