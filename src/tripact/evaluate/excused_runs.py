"""The runs whose breach is excused: claimed by one, approved by another (CLK-8)."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "excused_runs",
    inputs=("excuses", "clock_lines", "conversions", "clock_runs"),
    outputs={"commitment": "text", "journey": "bigint", "run": "bigint"},
    says="the breach of a run is excused",
)
