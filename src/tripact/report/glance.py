"""What a tour of a company counts beside the reports: qualified accounts, and people who withdrew from contact."""

from __future__ import annotations

from typing import NamedTuple

from sqlglot import exp

from tripact.evaluate.commitments import Clocks
from tripact.evaluate.compose import literal
from tripact.evaluate.evaluation import Evaluation


class Withdrawn(NamedTuple):
    """How many people withdrew from contact, and how many of them somebody contacted all the same."""

    people: int
    contacted: int


def qualified_accounts(evaluation: Evaluation) -> int:
    """Return how many accounts satisfied a definition over their use of the product so far (PQL)."""
    return len({account for (account,) in evaluation.rows("account_promotions", "account")})


def withdrawn(evaluation: Evaluation, clocks: Clocks) -> Withdrawn:
    """Return how many people withdrew so far, and of how many a prohibition after that was violated."""
    given = exp.NEQ(this=exp.column("state"), expression=literal("given"))
    people = evaluation.query(exp.select("person").distinct().from_("consents").where(given))
    names = {name for name, each in evaluation.agreement.clocks.items() if "opt_out" in map(str, each.starts)}
    contacted = {each.journey for each in clocks.prohibitions() if each.commitment in names and each.violations}
    return Withdrawn(len(people), len(contacted))
