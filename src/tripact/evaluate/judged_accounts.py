"""Which accounts may be judged by what their people do."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "judged_accounts",
    inputs=("canonical",),
    outputs={"key": "bigint"},
    says="an account may be judged by what its people do",
    parameters=("of_accounts",),
)
