"""Attempts that follow others on their channel and repeat none: each a burst after the last that counted.

Like the chain of ``clock_spaced`` the step is taken again and again. Only unbroken chains longer than a burst have any
such attempt, so it is asked first how many a chain has at most.
"""

from __future__ import annotations

from sqlglot import exp

from tripact.evaluate.compose import bind, read_query, rename_table, values_relation
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

_CHAIN = ("commitment", "journey", "run", "channel", "chain")

_LATER = exp.select("count(*) as later").from_("clock_made").where("place = 'later'").group_by(*_CHAIN)
LONGEST = exp.select("max(each_of.later)").from_(_LATER.subquery("each_of"))
"""How many attempts of one chain may count beside its first; null where none does."""


def unrepeated_trees(burst: int, steps: int) -> dict[str, exp.Query]:
    """Return the steps of the chains by name, and all that they give as ``clock_unrepeated``.

    Args:
        burst: Attempts on one channel closer than this count once, in milliseconds.
        steps: How many of one chain may count beside its first.
    """
    if not steps:
        return {STEP.name: values_relation(STEP.outputs, ())}
    heads = exp.select(*_CHAIN, "chain as ts").from_("clock_made").where("place = 'later'").distinct()
    trees: dict[str, exp.Query] = {"unrepeated_0": heads}
    once = bind(read_query(STEP.name), {"burst": burst})
    for number in range(1, steps + 1):
        trees[f"unrepeated_{number}"] = rename_table(once.copy(), "chain_before", f"unrepeated_{number - 1}")
    every = [exp.select(*STEP.outputs).from_(name) for name in list(trees)[1:]]
    return {**trees, STEP.name: exp.union(*every, distinct=False) if len(every) > 1 else every[0]}
