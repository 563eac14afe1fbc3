"""The runs of each clock of each journey: its stretches, cut where an obligation to try began anew."""

from __future__ import annotations

from tripact.evaluate.clock_stretches import STEP as STRETCHES
from tripact.evaluate.step import Step

STEP = Step(
    "clock_runs",
    inputs=("clock_stretches", "clock_renewals", "clock_rules"),
    outputs=STRETCHES.outputs,
    says="a clock ran from a start to an end, or still runs",
    parameters=("end",),
)
