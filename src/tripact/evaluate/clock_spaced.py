"""Attempts that count although they must be apart: the first one, then each that is far enough from the last counted.

That is a chain, so the step is taken as often as any commitment needs attempts; each step reads the one before.
"""

from __future__ import annotations

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.evaluate.clock_parameters import promises
from tripact.evaluate.compose import literal, read_query, rename_table
from tripact.evaluate.step import Step
from tripact.worktime.dated import BEGINNING

STEP = Step(
    "clock_spaced",
    inputs=("clock_made", "counted_before"),
    outputs={"commitment": "text", "journey": "bigint", "run": "bigint", "ts": "bigint"},
    says="an attempt of a run counts, far enough from the one before",
)


def spaced_trees(agreement: Agreement) -> dict[str, exp.Query]:
    """Return the steps of the chain by name, and all that they give as ``clock_spaced``."""
    needed = [each.needs for each in promises(agreement) if each.needs and each.needs.spacing]
    steps = max((max(each.attempts, each.at_most or 0) for each in needed), default=0)
    never = exp.alias_(literal(2 * BEGINNING), "ts")
    before = exp.select("commitment", "journey", "run", never).from_("clock_made").where("spacing > 0").distinct()
    trees: dict[str, exp.Query] = {"counted_0": before}
    for number in range(1, steps + 1):
        trees[f"counted_{number}"] = rename_table(read_query(STEP.name), "counted_before", f"counted_{number - 1}")
    every = [exp.select(*STEP.outputs).from_(name) for name in list(trees)[1:] or ["counted_0"]]
    return {**trees, STEP.name: exp.union(*every, distinct=False) if len(every) > 1 else every[0]}
