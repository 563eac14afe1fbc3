"""How a pass ended off the main path."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "exits",
    inputs=("visits",),
    outputs={"journey": "bigint", "pass": "bigint", "kind": "text", "exited_at": "bigint"},
    says="a pass ended off the main path",
)
