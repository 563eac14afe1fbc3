"""Registrations of partners: the ledger's order decides who holds an account (HND-7)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlglot import exp

from tests.evaluate.judging import Judged, agreement
from tests.evaluate.ledgers import day_of
from tripact.evaluate.compose import read_query, tables_of
from tripact.evaluate.deals import Deals
from tripact.evaluate.registrations import STEP, Registration, Said, registrations, settle

Judge = Callable[..., Judged]
TEXT = """
parties: {partner: {owner: P}, sdr: {owner: S}}
handoffs: {partner_to_us: {from: partner, to: sdr}}
partners: {registration: partner_to_us, protection: 10 days, extensions: 1}
stages: {lead: {}, won: {of: deal, kind: won}}
"""


def said(day: float, action: str, partner: str, person: str = "p1", **more: Any) -> tuple[object, ...]:
    """What a partner, or we, said of a registration."""
    return (person, day, "handoff", "partner_to_us", action, {"actor": partner, "account": "a1", **more})


def made(judge: Judge, *facts: tuple[object, ...]) -> list[tuple[object, ...]]:
    """The registrations: partner, standing, days from and until, number of the winner."""
    rows = registrations(Deals(judge(TEXT, facts).evaluation))
    return [(row.partner, row.standing, day_of(row.registered_at), _day(row), row.winner) for row in rows]


def _day(row: Registration) -> float | None:
    return None if row.until is None else day_of(row.until)


def test_the_step_is_what_it_declares() -> None:
    query = read_query("registrations")
    assert set(tables_of(query)) == set(STEP.inputs)
    assert query.named_selects == list(STEP.outputs)
    assert {node.name for node in query.find_all(exp.Placeholder)} == set(STEP.parameters)


def test_the_first_registration_holds_the_account_and_a_later_one_is_a_conflict(judge: Judge) -> None:
    rows = made(judge, said(1, "sent", "north"), said(2, "accepted", "ada"), said(10.9, "sent", "south", "p2"))
    assert rows == [("north", "accepted", 1, 11, None), ("south", "conflict", 10.9, None, 1)]


def test_the_protection_ends_with_its_last_moment(judge: Judge) -> None:
    rows = made(judge, said(1, "sent", "north"), said(11, "sent", "south", "p2"))
    assert rows == [("north", "pending", 1, 11, None), ("south", "pending", 11, 21, None)]


def test_the_ledger_decides_and_not_the_moment_that_is_claimed(judge: Judge) -> None:
    rows = made(judge, said(5, "sent", "north"), said(4, "sent", "south", "p2", recorded=6))
    assert [row[:2] for row in rows] == [("north", "pending"), ("south", "conflict")]


def test_a_returned_or_withdrawn_registration_frees_the_account(judge: Judge) -> None:
    for action, by in (("returned", "ada"), ("withdrawn", "north")):
        rows = made(judge, said(1, "sent", "north"), said(3, action, by), said(4, "sent", "south", "p2"))
        assert rows == [("north", action, 1, 3, None), ("south", "pending", 4, 14, None)]


def test_a_protection_is_prolonged_as_often_as_agreed_and_only_while_it_runs(judge: Judge) -> None:
    rows = made(judge, said(1, "sent", "north"), said(9, "extended", "north"), said(15, "extended", "north"))
    assert rows == [("north", "pending", 1, 21, None)]
    assert made(judge, said(1, "sent", "north"), said(12, "extended", "north"))[0][3] == 11


def test_the_same_partner_again_is_no_conflict(judge: Judge) -> None:
    assert len(made(judge, said(1, "sent", "north"), said(3, "sent", "north", "p2"))) == 1


def test_without_an_account_named_the_person_tells_it(judge: Judge) -> None:
    member = [(who, 0, "link", "belongs_to", "a1") for who in ("p1", "p2")]
    facts = [*member, said(1, "sent", "north"), said(2, "sent", "south", "p2")]
    bare = [(*line[:-1], {"actor": line[-1]["actor"]}) if isinstance(line[-1], dict) else line for line in facts]
    assert [row[1] for row in made(judge, *bare)] == ["pending", "conflict"]


FACTS = st.lists(
    st.tuples(
        st.integers(0, 30), st.integers(1, 2), st.sampled_from(["sent", "sent", "returned", "extended", "withdrawn"]),
        st.sampled_from(["north", "south"]),
    ),
    max_size=14,
)  # fmt: skip


@settings(max_examples=100)
@given(FACTS)
def test_no_two_protections_of_one_account_overlap(facts: list[tuple[int, int, str, str]]) -> None:
    partners = agreement(TEXT).partners or pytest.fail("no section")
    day = 86_400_000
    lines = [
        Said(n, when * day, n, account, None, None, action, actor, None)
        for n, (when, account, action, actor) in enumerate(facts, 1)
    ]
    rows = [row for row in settle(lines, partners) if row.until is not None and row.until > row.registered_at]
    for row in rows:
        others = [each for each in rows if each.account == row.account and each.seq != row.seq]
        assert not any(
            each.registered_at < (row.until or 0) and row.registered_at < (each.until or 0) for each in others
        )
