"""The runs whose breach is excused: that was claimed, and then approved (CLK-8)."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "excused_runs",
    inputs=("excuse_states",),
    outputs={"commitment": "text", "journey": "bigint", "run": "bigint"},
    says="the breach of a run is excused",
)
