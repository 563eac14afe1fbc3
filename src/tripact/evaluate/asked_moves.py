"""The recorded moves whose gates a round asks again: those before it that nothing new speaks of were asked before."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "asked_moves",
    inputs=("chosen_moves", "touched"),
    outputs={"seq": "bigint"},
    parameters=("since",),
    says="what the agreement asks of this move is asked again",
)
