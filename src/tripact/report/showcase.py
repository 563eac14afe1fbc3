"""People worth explaining: a customer, a near miss, and somebody whom a penalty keeps out."""

from __future__ import annotations

from sqlglot import exp

from tripact.evaluate.compose import read_query
from tripact.evaluate.evaluation import Evaluation


def showcase(evaluation: Evaluation) -> list[tuple[str, str]]:
    """Return (why they are shown, person id) for up to three people."""
    rows = evaluation.query(read_query("showcase", "tripact.report"))
    ids = exp.select("key", "id").from_("ledger.subjects").where("kind = 'person'")
    named = {int(str(key)): str(name) for key, name in evaluation.engine.rows(ids)}
    return [(str(why), named[int(str(person))]) for why, person in rows]
