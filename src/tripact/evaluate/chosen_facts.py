"""The facts of one relation that it takes to judge the touched."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "chosen_facts",
    inputs=("facts", "wanted"),
    outputs={},
    parameters=("reaches",),
    says="a fact speaks of a subject that is wanted; it has the columns of its relation",
)
