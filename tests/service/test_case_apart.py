"""Cases are apart from each other: by their subjects, by their owners, and by the ids of their facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.service.case_texts import Test, running

LIMITED = """apiVersion: tripact/v1
name: small
version: 1
effective: 2026-01-01
zone: Europe/Bratislava
calendars: {office: {zone: Europe/Bratislava, open: {mon-fri: "09:00-17:00"}}}
stages: {lead: {}, talk: {of: deal}, won: {of: deal, kind: won}, lost: {of: deal, kind: lost}}
parties: {ae: {}}
wip: {per: ae, limits: {"acv >= 0": 1}, kind: hard}
"""
HEAD = "agreement: small.yaml\nas_of: 2026-12-31\ncases:\n"
FULL = """  - says: Eva has a deal open and takes no other.
    facts:
      - {when: 2026-03-02 09:00, deal: d1, amount: "100", currency: EUR, owner: eva}
      - {when: 2026-03-02 09:30, deal: d1, move: talk}
    try: [{when: 2026-03-02 11:00, deal: d2, amount: "100", currency: EUR, owner: eva}]
    expect: [{refused: wip, of: d2}]
"""
FREE = """  - says: Eva has none open and may take one.
    facts:
      - {when: 2026-03-02 09:00, deal: d1, amount: "100", currency: EUR, owner: eva}
      - {when: 2026-03-02 09:30, deal: d1, move: talk}
      - {when: 2026-03-02 10:30, deal: d1, move: lost}
    try: [{when: 2026-03-02 11:00, deal: d2, amount: "100", currency: EUR, owner: eva}]
    expect: [{admitted: all, of: d2}]
"""
ANNA = "  - says: A\n    facts: [FACTS]\n    expect: [{stage: lead, of: anna}]\n"


@pytest.fixture
def tested(tmp_path: Path) -> Test:
    """Runs the cases of a text."""
    return running(tmp_path, LIMITED)


@pytest.mark.parametrize("cases", [FULL + FREE, FREE + FULL, FREE + FULL + FREE])
def test_the_deals_of_an_owner_in_one_case_count_in_no_other(tested: Test, cases: str) -> None:
    called = tested(HEAD + cases)
    assert called.code == 0 and f"{cases.count('says')} passed, 0 failed" in called.out


def test_two_facts_under_one_id_are_a_fault_unless_they_say_the_same(tested: Test) -> None:
    first, other = (f"{{when: 2026-03-0{day} 10:00, person: anna, move: lead, id: q}}" for day in (2, 3))
    called = tested(HEAD + ANNA.replace("FACTS", f"{first}, {other}"))
    assert called.code == 1 and "The id 'q' stands for another fact of this case." in called.out
    assert tested(HEAD + ANNA.replace("FACTS", f"{first}, {first}")).code == 0


def test_the_id_of_one_fact_is_never_the_number_of_another(tested: Test) -> None:
    facts = (
        "{when: 2026-03-02 09:00, person: bob, move: lead, id: 1}, {when: 2026-03-02 10:00, person: anna, move: lead}"
    )
    assert tested(HEAD + ANNA.replace("FACTS", facts)).code == 0


@pytest.mark.parametrize("known", ["", "    known: {5: {}}\n"])
def test_a_subject_may_be_named_by_a_number(tested: Test, known: str) -> None:
    case = "  - says: A\n" + known + "    facts: [{when: 2026-03-02 10:00, person: 5, move: lead}]\n"
    assert tested(HEAD + case + "    expect: [{stage: lead, of: 5}]\n").code == 0
    called = tested(HEAD + case + "    expect: [{stage: lead, of: 6}]\n")
    assert called.code != 0 and "'6' is nobody of this case" in called.err


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("when: 2026-03-02 10:00", "when: 0001-01-01"),
        ("when: 2026-03-02 10:00", "when: 2026-03-02 10:00, known: 9999-12-31"),
        ("    expect", "    as_of: 9999-12-31\n    expect"),
        ("of: anna", "of: anna, since: 0001-01-01"),
    ],
)
def test_a_year_that_cannot_be_is_a_fault_of_its_own_case(tested: Test, old: str, new: str) -> None:
    good = ANNA.replace("FACTS", "{when: 2026-03-02 10:00, person: anna, move: lead}")
    called = tested(HEAD + good.replace(old, new) + good)
    assert called.code == 1 and "1 passed, 1 failed" in called.out
    assert "1900 to 2200" in called.out and "Traceback" not in called.err
