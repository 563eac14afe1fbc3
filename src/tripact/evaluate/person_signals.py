"""What each person did, and what their account showed."""

from __future__ import annotations

from sqlglot import exp

from tripact.evaluate.compose import read_query
from tripact.evaluate.step import Step

STEP = Step(
    "person_signals",
    inputs=("signals", "memberships", "rule_signals", "candidates"),
    outputs={
        "person": "bigint",
        "ts": "bigint",
        "seq": "bigint",
        "signal": "text",
        "topic": "text",
        "inherited": "bigint",
    },
    says="a person, or their account, showed a signal",
)


def person_signals(*, of_candidates: bool) -> exp.Query:
    """Return the step, for everybody or only for those whom a rule could still promote."""
    query = read_query(STEP.name)
    if of_candidates:
        assert isinstance(query, exp.Union)
        for branch, person in ((query.left, "s.person"), (query.right, "m.person")):
            assert isinstance(branch, exp.Select)
            # First, because it leaves fewest.
            told = branch.args["where"].this
            branch.where(f"{person} in (select person from candidates)", told, append=False, copy=False)
    return query
