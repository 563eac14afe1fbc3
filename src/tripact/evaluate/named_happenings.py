"""What happened, as far as some clock of the agreement says it."""

from __future__ import annotations

from tripact.evaluate.happenings import STEP as HAPPENINGS
from tripact.evaluate.step import Step

STEP = Step(
    "named_happenings",
    inputs=("happenings", "clock_moments"),
    outputs=HAPPENINGS.outputs,
    says="something happened that a clock can name",
)
