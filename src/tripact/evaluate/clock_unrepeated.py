"""Attempts that follow others on their channel and repeat none: each a burst after the last that counted.

Like the chain of ``clock_spaced`` it is taken as often as any commitment needs attempts, and often enough for a day's
work. Only unbroken chains longer than a burst have any such attempt; what would count beyond these steps completes
nothing any more.
"""

from __future__ import annotations

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.evaluate.clock_parameters import promises
from tripact.evaluate.compose import bind, read_query, rename_table
from tripact.evaluate.step import Step

STEP = Step(
    "clock_unrepeated",
    inputs=("clock_made", "chain_before"),
    outputs={
        "commitment": "text",
        "journey": "bigint",
        "run": "bigint",
        "channel": "text",
        "chain": "bigint",
        "ts": "bigint",
    },
    says="an attempt of a chain counts, a burst after the one before",
    parameters=("burst",),
)

_DAY_OF_CALLS = 16
"""Somebody called without a break for eight hours has so many attempts half an hour apart."""


def unrepeated_trees(agreement: Agreement, burst: int) -> dict[str, exp.Query]:
    """Return the steps of the chains by name, and all that they give as ``clock_unrepeated``; a burst in ms."""
    needed = [each.needs for each in promises(agreement) if each.needs]
    steps = max(_DAY_OF_CALLS, *(max(each.attempts, each.at_most or 0) for each in needed)) if burst and needed else 0
    of_chain = ("commitment", "journey", "run", "channel", "chain")
    heads = exp.select(*of_chain, "chain as ts").from_("clock_made").where("place = 'later'").distinct()
    trees: dict[str, exp.Query] = {"unrepeated_0": heads}
    once = bind(read_query(STEP.name), {"burst": burst})
    for number in range(1, steps + 1):
        trees[f"unrepeated_{number}"] = rename_table(once.copy(), "chain_before", f"unrepeated_{number - 1}")
    every = [exp.select(*STEP.outputs).from_(name) for name in list(trees)[1:] or ["unrepeated_0"]]
    return {**trees, STEP.name: exp.union(*every, distinct=False) if len(every) > 1 else every[0]}
