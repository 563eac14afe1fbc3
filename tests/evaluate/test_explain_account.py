"""Why an account is, or is not, product-qualified."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.evaluate.judging import Judged
from tests.evaluate.ledgers import day_of
from tripact.errors import TripactError
from tripact.evaluate.account_trace import AccountTrace
from tripact.evaluate.explain_account import explain_account

Judge = Callable[..., Judged]

PQL = """
attributes: {plan: {of: account}}
definitions:
  pql: {account: "uses('report') >= 2 AND active_users >= 2 AND plan = 'trial'", within: 14 days, rearm: 30 days}
stages: {lead: {}, sal: {}}
"""
FACTS = [
    ("p1", 0, "link", "belongs_to", "a1"),
    ("p2", 0, "link", "belongs_to", "a1"),
    ("a1", 0, "attribute", "plan", "trial"),
    ("p1", 1, "usage", "report"),
    ("p1", 2, "usage", "report"),
]


def explain(judged: Judged, account: str = "a1") -> AccountTrace:
    return explain_account(judged.agreement, judged.engine, judged.moment, account)


def test_each_clause_says_what_there_is_and_what_is_missing(judge: Judge) -> None:
    trace = explain(judge(PQL, FACTS, 3))
    (rule,) = trace.rules
    assert [(clause.needed, clause.held, clause.lacking) for clause in rule.clauses] == [
        ("uses('report') >= 2", True, ()),
        ("active_users >= 2", False, ("active_users +1",)),
        ("plan = 'trial'", True, ()),
    ]
    uses = rule.clauses[0].has[0]
    assert (uses.name, uses.value) == ("uses('report')", 2)
    assert [(each.what, day_of(each.ts)) for each in uses.evidence] == [("report by p1", 2), ("report by p1", 1)]
    assert [each.what for each in rule.clauses[1].has[0].evidence] == ["report by p1"]
    assert trace.qualified == ()


def test_each_qualification_stands_with_its_rule_and_its_settlement(judge: Judge) -> None:
    more = [
        ("p2", 4, "usage", "other"),
        ("p2", 6, "attempt", "email"),
        *[("p1", day, "usage", "report") for day in (50, 51)],
        ("p2", 52, "usage", "other"),
        ("a1", 60, "revenue", "new", "100", "EUR"),
    ]
    trace = explain(judge(PQL, [*FACTS, *more]))
    assert [(each.number, day_of(each.rule.ts), each.rule.held) for each in trace.qualified] == [
        (1, 4, True), (2, 52, True),
    ]  # fmt: skip
    assert [each.settled_at and day_of(each.settled_at) for each in trace.qualified] == [6, None]
    assert trace.paid_at is not None and day_of(trace.paid_at) == 60
    assert [each.person for each in trace.members] == ["p1", "p2"]
    assert trace.rules[0].clauses[0].has[0].value == 0


def test_an_account_that_never_used_anything_is_told_so(judge: Judge) -> None:
    trace = explain(judge(PQL, FACTS[:2]))
    assert [clause.lacking for clause in trace.rules[0].clauses][:2] == [("uses('report') +2",), ("active_users +2",)]


def test_an_unknown_account_is_a_message(judge: Judge) -> None:
    with pytest.raises(TripactError, match="No fact speaks of an account 'a9'"):
        explain(judge(PQL, FACTS), "a9")
