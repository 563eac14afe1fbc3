"""Whether the rule of a stage held at each recorded move into it, read off the facts of those who moved."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce

from sqlglot import exp

from tripact.evaluate.compose import literal, values_relation
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.rulebook import DatedRule
from tripact.ledger.kinds import ColumnType

NAME = "rule_verdicts"
_ASKED = "asked_rules"
_COLUMNS: dict[str, ColumnType] = {
    "stage": "text", "definition": "text", "journey": "bigint", "ts": "bigint", "state": "text"
}  # fmt: skip
_OWN = "person in (select person from asked_people)"
_OF_THEIRS = f"{_OWN} or (person is null and account in (select account from asked_accounts))"


def keep_rule_verdicts(evaluation: Evaluation, moves: exp.Query) -> None:
    """Keep ``rule_verdicts``: the state of each stage's rule at each move into it.

    Args:
        evaluation: Keeps it.
        moves: The moves, as (stage, journey, judged_at), over relations of the evaluation.
    """
    stages = evaluation.promoting.rules
    asked = _asked(evaluation, moves) if stages else None
    if asked is None:
        evaluation.stored.store(NAME, values_relation(_COLUMNS, ()))
        return
    reading = _reading(evaluation, asked)
    try:
        held = [_held(evaluation, asked, stage, rule) for stage, rule in stages.items()]
        whole = reduce(lambda left, right: exp.union(left, right, distinct=False, copy=False), held)
        evaluation.stored.store(NAME, reading.whole(whole))
    finally:
        reading.close()


def _asked(evaluation: Evaluation, moves: exp.Query) -> str | None:
    """Keep whose rule is asked when, and return the table; None where nobody's is."""
    query = exp.select("stage", "journey as person", "judged_at as ts").distinct().from_(moves.subquery("m"))
    query = query.where(exp.column("stage").isin(*map(literal, evaluation.promoting.rules)))
    table = evaluation.stored.store(_ASKED, evaluation.whole(query))
    return table if evaluation.engine.rows(exp.select("1").from_(table).limit(1)) else None


def _reading(evaluation: Evaluation, asked: str) -> Evaluation:
    """Return an evaluation that reads values at these instants, over the facts of these people and their accounts."""
    scope = replace(evaluation.scope, read=(), instants=(), readings=asked)
    reading = Evaluation(evaluation.agreement, evaluation.engine, evaluation.moment, scope)
    people = exp.select("person").distinct().from_(asked)
    accounts = exp.select("account").distinct().from_("memberships").where(_OWN)
    more = {"asked_people": people, "asked_accounts": accounts}
    for name, whose in (("links", _OWN), ("attributes", _OF_THEIRS), ("signals", _OF_THEIRS)):
        facts = exp.select("*").from_(name).where(whose)
        reading.stored.store(name, evaluation.whole(facts, more))
    return reading


def _held(evaluation: Evaluation, asked: str, stage: str, rule: DatedRule) -> exp.Query:
    """Return for each move into a stage whether its rule held, did not, or cannot be told."""
    held = exp.paren(rule.tree.copy())
    state = exp.case().when(held, literal("met")).when(exp.Not(this=held.copy()), literal("not_met"))
    definition = literal(evaluation.agreement.stages[stage].definition or "")
    found = exp.select("v.person", "v.ts", exp.alias_(state, "state")).distinct().from_("values_at as v")
    told = exp.func("coalesce", exp.column("state", "f"), literal("unknown"))
    query = exp.select(
        exp.alias_(literal(stage), "stage"), exp.alias_(definition, "definition"),
        "a.person as journey", "a.ts", exp.alias_(told, "state"),
    )  # fmt: skip
    query = query.from_(f"{asked} as a").where(exp.EQ(this=exp.column("stage", "a"), expression=literal(stage)))
    return query.join(found.subquery("f"), on="f.person = a.person and f.ts = a.ts", join_type="left")
