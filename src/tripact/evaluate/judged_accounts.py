"""Which accounts may be judged by what their people do."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "judged_accounts",
    inputs=("canonical", "qualifying"),
    outputs={"key": "bigint", "spoken": "bigint"},
    says="an account may be judged by what its people do, or by all that is said of them (spoken)",
    parameters=("of_accounts",),
)
