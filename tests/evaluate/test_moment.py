"""As of when and as known when, what is voided, who is who (methods C1, C13)."""

from __future__ import annotations

from collections.abc import Callable

from tests.evaluate.judging import Judged

Judge = Callable[..., Judged]

RULES = """
attributes: {role: {}, segment: {of: account}}
engagement: {signals: {demo: 30, page: 10}, decay: {rate: 0.1, per: week}}
definitions: {mql: "engagement >= 30"}
"""
BY_SEGMENT = RULES.replace("engagement >= 30", "engagement >= 30 AND segment = 'smb'")


def test_what_happens_later_is_not_seen_yet(judge: Judge) -> None:
    judged = judge(RULES, [("p1", 1, "signal", "page"), ("p1", 5, "signal", "demo"), ("p1", 5, "move", "mql")], 4.9)
    assert judged.promoted() == {}
    assert judged.path("p1") == []
    assert judged.at(5).promoted() == {"p1": 5}


def test_what_was_recorded_late_changes_the_restated_view_only(judge: Judge) -> None:
    facts = [("p1", 2, "signal", "demo", {"recorded": 9})]
    judged = judge(RULES, facts, 5)
    assert judged.promoted() == {"p1": 2}
    assert judged.at(5, known=5).promoted() == {}
    assert judged.at(9, known=9).promoted() == {"p1": 2}


def test_a_voided_signal_never_was(judge: Judge) -> None:
    judged = judge(RULES, [("p1", 1, "signal", "demo"), ("p2", 1, "signal", "demo"), ("p1", 3, "void", "1")])
    assert judged.promoted() == {"p2": 1}
    assert judged.at(2, known=2).promoted() == {"p1": 1, "p2": 1}


def test_a_voided_attribute_gives_way_to_the_one_before(judge: Judge) -> None:
    facts = [("p1", 1, "attribute", "role", "champion"), ("p1", 2, "attribute", "role", "user"), ("p1", 3, "void", "2")]
    assert judge(RULES, facts).value("role") == "champion"


def test_a_voided_merge_parts_them_again(judge: Judge) -> None:
    facts = [
        ("p1", 1, "signal", "page"),
        ("p2", 2, "signal", "page"),
        ("p2", 3, "link", "merged", "p1"),
        ("p2", 4, "void", "3"),
        ("p2", 5, "signal", "page"),
    ]
    judged = judge(RULES, facts, 6)
    assert judged.values("engagement") == {"p1": 10, "p2": 20}
    assert judged.promoted() == {}


def test_merged_people_are_one_from_the_beginning(judge: Judge) -> None:
    facts = [("p1", 1, "signal", "page"), ("p2", 2, "signal", "page"), ("p2", 3, "signal", "page")]
    judged = judge(RULES, [*facts, ("p2", 8, "link", "merged", "p1")])
    assert judged.promoted() == {"p1": 3}
    # That two are one is news about all of time: once known, it holds for earlier days too.
    assert judged.at(7).promoted() == {"p1": 3}


def test_merges_follow_chains_and_circles_change_nothing(judge: Judge) -> None:
    signals = [(f"p{n}", n, "signal", "page") for n in (1, 2, 3)]
    merges = [("p2", 5, "link", "merged", "p1"), ("p3", 6, "link", "merged", "p2"), ("p1", 7, "link", "merged", "p3")]
    assert judge(RULES, [*signals, *merges]).promoted() == {"p1": 3}


def test_an_attribute_of_either_is_an_attribute_of_both(judge: Judge) -> None:
    text = RULES.replace("engagement >= 30", "role = 'champion' AND engagement >= 10")
    facts = [
        ("p1", 1, "attribute", "role", "champion"),
        ("p2", 2, "attribute", "role", "user"),
        ("p2", 3, "signal", "page"),
        ("p1", 4, "attribute", "role", "champion"),
        ("p2", 5, "link", "merged", "p1"),
    ]
    assert judge(text, facts).promoted() == {"p1": 4}


def test_merged_companies_share_what_is_known(judge: Judge) -> None:
    facts = [
        ("p1", 0, "link", "belongs_to", "a1"),
        ("a2", 1, "attribute", "segment", "smb"),
        ("p1", 2, "signal", "demo"),
        ("a1", 9, "link", "merged", "a2"),
    ]
    assert judge(BY_SEGMENT, facts).promoted() == {"p1": 2}


def test_a_merged_deal_is_one_journey(judge: Judge) -> None:
    text = RULES + "stages: {lead: {}, mql: {enter: definition mql}, sql: {of: deal}, won: {of: deal, kind: won}}"
    facts = [
        ("p1", 1, "move", "lead"),
        ("d1", 2, "link", "converted", "p1"),
        ("d1", 2, "move", "sql"),
        ("d2", 3, "move", "won"),
        ("d2", 4, "link", "merged", "d1"),
    ]
    assert judge(text, facts).path("p1") == [("lead", 1, 1, 2), ("sql", 1, 2, 3), ("won", 1, 3, None)]
