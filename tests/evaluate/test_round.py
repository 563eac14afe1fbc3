"""Rounds: verdicts brought up to date by the touched subjects alone are those of a whole evaluation, row for row."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.evaluate import strategies as random
from tests.evaluate.clocks import commitment, hour
from tests.evaluate.judging import agreement
from tests.evaluate.ledgers import Line, instant
from tests.evaluate.round_facts import GATES, PROMISES, USAGE, assert_rounds_agree, gated, told
from tests.evaluate.rounds import Workbench, others
from tripact.evaluate.kept import KEPT


@settings(max_examples=max(2, settings().max_examples // 33), suppress_health_check=[HealthCheck.too_slow])
@given(random.rules, st.lists(told, min_size=9, max_size=9), st.sampled_from([True, False]))
def test_rounds_over_batches_of_facts_are_one_whole_evaluation(
    tmp_path_factory: pytest.TempPathFactory, rule: str, groups: list[list[tuple[int, Line]]], settling: bool
) -> None:
    """Late facts, facts of the future, merges, voids, conversions, accounts, deadlines that pass."""
    text = random.world(rule).replace("definitions: {", USAGE) + PROMISES
    desk = agreement(text, "Europe/Bratislava")
    assert_rounds_agree(Workbench(tmp_path_factory.mktemp("rounds")), desk, groups, settling=settling)


@settings(max_examples=max(2, settings().max_examples // 50), suppress_health_check=[HealthCheck.too_slow])
@given(random.rules, st.lists(gated, min_size=9, max_size=9))
def test_rounds_ask_of_moves_what_a_whole_evaluation_asks(
    tmp_path_factory: pytest.TempPathFactory, rule: str, groups: list[list[tuple[int, Line]]]
) -> None:
    """Fields, answers and reasons that come before a move, after it, late, or are taken back."""
    text = random.world(rule) + PROMISES
    for plain, gate in GATES.items():
        assert plain in text
        text = text.replace(plain, gate, 1)
    assert_rounds_agree(Workbench(tmp_path_factory.mktemp("gates")), agreement(text, "Europe/Bratislava"), groups)


DESK = commitment(
    "starts: stage mql, stops: attempt, cancels: stage out, within: 2 business hours",
    "stages: {lead: {}, mql: {}, sal: {}, out: {kind: disqualified}}",
)


def test_time_alone_breaks_a_clock_and_counts_an_open_one(bench: Workbench) -> None:
    desk = agreement(DESK.partition("\n")[2])
    bench.tell([(f"p{n}", hour(10), "move", "mql") for n in range(8)], hour(10.5))
    assert bench.run(desk, hour(10.5)).why_whole == "no verdicts were kept"
    assert bench.run(desk, hour(11)).touched == 0
    open_clocks = bench.kept(desk, hour(11))["commitments"]
    assert {row[7] for row in open_clocks} == {3_600_000}
    bench.tell([("p1", hour(11.5), "attempt", "call")], hour(11.6))
    assert bench.run(desk, hour(12)).touched == 1
    outcome = bench.run(desk, hour(12.1))
    assert outcome.why_whole == "too many subjects were touched"
    states = [row[-1] for row in bench.kept(desk, hour(12.1))["commitments"]]
    assert sorted(states) == ["breached_open"] * 7 + ["met"]


def test_time_alone_breaks_a_clock_that_started_on_a_day(bench: Workbench) -> None:
    desk = agreement(DESK.partition("\n")[2])
    bench.tell([("p1", 4, "move", "mql", {"by_day": True}), *((f"p{n}", 4, "move", "lead") for n in range(2, 9))], 4.9)
    for day, state in ((4.9, "undecidable"), (4.95, "undecidable"), (7, "breached_open")):
        bench.run(desk, day)
        assert [row[-1] for row in bench.kept(desk, day)["commitments"]] == [state]


def test_an_account_touches_its_people_and_a_deal_the_person_it_came_from(bench: Workbench) -> None:
    desk = agreement(random.world("\"industry = 'logistics'\"").replace("definitions: {", USAGE) + PROMISES)
    others = [(f"p{n}", 1, "attribute", "role", "boss") for n in range(20, 40)]
    people = [(f"p{n}", 1, "link", "belongs_to", "a1") for n in (1, 2)]
    bench.tell([*others, *people, ("d1", 1, "link", "converted", "p3")], 25)
    bench.run(desk, 25)
    bench.tell([("a1", 26, "attribute", "industry", "logistics"), ("d1", 26, "move", "sal")], 27)
    outcome = bench.run(desk, 27)
    assert (outcome.touched, outcome.counts["promotions"]) == (5, 2)
    assert bench.kept(desk, 27) == bench.whole(desk, 27)


FRAMED = """
scope: {segments: [smb]}
definitions: {sql: {framework: hybrid, met: {hybrid: "1 of [problem]", bant: "1 of [need]"}}}
qualification: {hybrid: {problem: {}}, bant: {segments: smb, need: {}}}
stages: {lead: {leave: {to: [sql]}}, sql: {enter: definition sql}}
"""


def test_a_segment_stated_late_has_the_moves_of_its_people_judged_by_another_framework(bench: Workbench) -> None:
    desk = agreement(FRAMED)
    facts: list[Line] = [("p1", 1, "link", "belongs_to", "a1"), ("p1", 1, "answer", "problem", True)]
    bench.tell([*others(1), *facts, ("p1", 3, "move", "sql")], 4)
    bench.run(desk, 4)
    assert [row[-1] for row in bench.kept(desk, 4)["stage_audit"] if "sql" in row] == ["met"]
    bench.tell([("a1", 2, "attribute", "segment", "smb")], 5)
    assert bench.run(desk, 5).touched == 2
    assert [row[-1] for row in bench.kept(desk, 5)["stage_audit"] if "sql" in row] == ["unknown"]
    assert bench.kept(desk, 5) == bench.whole(desk, 5)


def test_the_end_of_a_rest_promotes_without_a_fact(bench: Workbench) -> None:
    rule = 'recycle: {rest: {else: 5 days}, repromote: "fit >= 1"}'
    desk = agreement(random.world('"fit >= 1 AND engagement >= 30"') + rule)
    facts: list[Line] = [("p1", 1, "attribute", "role", "boss"), ("p1", 2, "move", "nurture")]
    bench.tell([*others(1), *facts, ("p2", 2.5, "move", "sal")], 3)
    bench.run(desk, 3)
    assert bench.run(desk, 7.9).touched == 0
    outcome = bench.run(desk, 8.1)
    assert (outcome.touched, outcome.counts["promotions"]) == (1, 1)
    assert bench.kept(desk, 8.1) == bench.whole(desk, 8.1)


def test_points_touch_only_whom_a_rule_can_promote(bench: Workbench) -> None:
    desk = agreement(random.world("\"role = 'boss' AND engagement >= 30\""))
    known: list[Line] = [("p1", 1, "attribute", "role", "user"), ("p2", 1, "attribute", "role", "boss")]
    bench.tell([*others(1), *known], 3)
    bench.run(desk, 3)
    shown: list[Line] = [(person, 4, "signal", "demo") for person in ("p1", "p2", "p3")]
    bench.tell(shown, 5)
    outcome = bench.run(desk, 5)
    assert (outcome.touched, outcome.counts["promotions"]) == (1, 1)
    assert bench.kept(desk, 5) == bench.whole(desk, 5)


@pytest.mark.parametrize(
    ("signal", "touched"),
    [("glanced", 0), ("never_named", 0), ("call_me", 1)],
    ids=["no points", "unknown", "ends a rest"],
)
def test_a_signal_that_weighs_nothing_touches_nobody(bench: Workbench, signal: str, touched: int) -> None:
    rule = 'recycle: {rest: {else: 9 days}, repromote: "pages = 0", bypass: call_me}'
    points = "  signals:\n    glanced: {points: 0, keeps_warm: false}\n"
    world = random.world("\"role = 'boss' AND engagement < 30\"").replace("  signals:\n", points, 1)
    desk = agreement(world + rule)
    known: list[Line] = [("p1", 1, "attribute", "role", "boss"), ("p1", 2, "move", "mql"), ("p1", 3, "move", "nurture")]
    bench.tell([*others(1), *known], 4)
    bench.run(desk, 4)
    bench.tell([("p1", 5, "signal", signal)], 6)
    assert bench.run(desk, 6).touched == touched
    assert bench.kept(desk, 6) == bench.whole(desk, 6)


def test_points_touch_everybody_where_a_stranger_can_be_promoted(bench: Workbench) -> None:
    desk = agreement(random.world("engagement >= 30"))
    bench.tell(others(1), 3)
    bench.run(desk, 3)
    bench.tell([("p1", 4, "signal", "demo")], 5)
    assert bench.run(desk, 5).counts["promotions"] == 1
    assert bench.kept(desk, 5) == bench.whole(desk, 5)


@pytest.mark.parametrize(
    ("signal", "day", "touched"),
    [("demo", 4, 1), ("page", 4, 0), ("page", 2.5, 1)],
    ids=["a clock names it", "of no weight", "it came late"],
)
def test_a_signal_touches_whom_no_rule_can_promote_if_a_clock_names_it_or_it_came_late(
    bench: Workbench, signal: str, day: float, touched: int
) -> None:
    desk = agreement(random.world("\"role = 'boss' AND engagement >= 30\"") + PROMISES)
    bench.tell([*others(1), ("p1", 1, "attribute", "role", "user")], 3)
    bench.run(desk, 3)
    bench.tell([("p1", day, "signal", signal)], 5)
    assert bench.run(desk, 5).touched == touched
    assert bench.kept(desk, 5) == bench.whole(desk, 5)


def test_who_becomes_known_was_promoted_all_along_where_strangers_are(bench: Workbench) -> None:
    desk = agreement(random.world("fit < 50"))
    bench.tell([*others(1), ("p1", 4, "move", "mql")], 5)
    bench.run(desk, 5)
    assert [row[3:] for row in bench.kept(desk, 5)["stage_audit"]] == [("mql", "met")]
    bench.tell([("p1", 6, "attribute", "student", "true")], 7)
    assert bench.run(desk, 7).touched == 1
    assert bench.kept(desk, 7) == bench.whole(desk, 7)


def test_points_bring_back_whom_no_rule_promotes_at_first(bench: Workbench) -> None:
    rule = 'recycle: {rest: {else: 2 days}, repromote: "engagement >= 20"}'
    desk = agreement(random.world("\"role = 'boss' AND engagement >= 30\"") + rule)
    bench.tell([*others(1), ("p1", 1, "move", "mql"), ("p1", 2, "move", "nurture")], 5)
    bench.run(desk, 5)
    bench.tell([("p1", 6, "signal", "demo")], 7)
    outcome = bench.run(desk, 7)
    assert (outcome.touched, outcome.counts["promotions"]) == (1, 1)
    assert bench.kept(desk, 7) == bench.whole(desk, 7)


def test_a_basis_that_lapses_stops_the_clock_of_its_person(bench: Workbench) -> None:
    desk = agreement(
        DESK.partition("\n")[2].replace("within: 2", "pauses: [{from: no_basis, until: consent}], within: 200")
    )
    lapses = {"expires_at": instant(hour(12))}
    bench.tell([*others(1), ("p1", 1, "consent", "given", lapses), ("p1", hour(10), "move", "mql")], hour(10.5))
    bench.run(desk, hour(10.5))
    assert bench.run(desk, hour(12.5)).touched == 1
    assert [row[-1] for row in bench.kept(desk, hour(12.5))["commitments"]] == ["paused"]
    assert bench.kept(desk, hour(12.5)) == bench.whole(desk, hour(12.5))


def test_an_account_left_alone_long_enough_qualifies_again(bench: Workbench) -> None:
    desk = agreement(random.world().replace("definitions: {", USAGE) + PROMISES)
    uses: list[Line] = [("a1", day, "usage", "a") for day in (1, 2, 3, 4, 8, 9)]
    bench.tell([*others(1), ("p1", 1, "link", "belongs_to", "a1"), *uses, ("p1", 5, "attempt", "call")], 9.5)
    assert bench.run(desk, 9.5).counts["account_promotions"] == 1
    assert bench.run(desk, 10.2).counts["account_promotions"] == 2
    assert bench.kept(desk, 10.2) == bench.whole(desk, 10.2)


@pytest.mark.parametrize(
    ("tie", "work"),
    [
        (("d9", 1, "link", "belongs_to", "a1"), ("d9", 5, "attempt", "call")),
        (("d9", 1, "deal", {"account": "a1"}), ("d9", 5, "move", "won")),
        (("a1", 1, "usage", "b", {"person": "p9"}), ("p9", 5, "attempt", "call")),
    ],
)
def test_work_on_a_deal_or_a_user_touches_the_account(bench: Workbench, tie: Line, work: Line) -> None:
    desk = agreement(random.world().replace("definitions: {", USAGE) + PROMISES)
    uses: list[Line] = [("a1", day, "usage", "a") for day in (1, 2, 3)]
    bench.tell([*others(1), *uses, tie], 4)
    bench.run(desk, 4)
    assert [row[-1] for row in bench.kept(desk, 4)["account_promotions"]] == [None]
    bench.tell([work], 5.5)
    assert bench.run(desk, 5.5).touched is not None
    assert [row[-1] for row in bench.kept(desk, 5.5)["account_promotions"]] == [instant(5)]
    assert bench.kept(desk, 5.5) == bench.whole(desk, 5.5)


PACKED = """
handoffs:
  to_sales: {from: marketing, to: sdr, requires: [role], returns: [timing]}
commitments:
  packed: {between: [marketing, sdr], starts: definition pql, stops: completed to_sales, within: 5 elapsed days}
"""


def test_where_a_package_of_a_person_ends_the_clock_of_the_account_everybody_is_judged(bench: Workbench) -> None:
    text = random.world().replace("definitions: {", USAGE) + PACKED
    desk = agreement(text.replace("attributes: {", "attributes: {role: {type: text}, ", 1))
    uses: list[Line] = [("a1", day, "usage", "a") for day in (1, 2, 3)]
    sent: list[Line] = [("p1", 1, "link", "belongs_to", "a1"), ("p1", 3.5, "handoff", "to_sales", "sent")]
    bench.tell([*others(1), *uses, *sent], 4)
    bench.run(desk, 4)
    bench.tell([("p1", 4.5, "attribute", "role", "buyer")], 4.6)
    assert bench.run(desk, 5).why_whole == "a clock of an account waits for somebody to be handed over completely"
    assert [row[-1] for row in bench.kept(desk, 5)["commitments"]] == ["met"]
    assert bench.kept(desk, 5.5) == bench.whole(desk, 5.5)


VALUED = """
handoffs:
  to_sales: {from: marketing, to: sdr, requires: [amount], returns: [timing]}
"""
HANDED: Line = ("p1", 3, "handoff", "to_sales", "sent", {"deal": "d1"})


@pytest.mark.parametrize(
    "news",
    [
        ("p1", 4.5, "attempt", "call"),
        ("p1", 4.5, "handoff", "to_sales", "accepted", {"deal": "d1"}),
        ("d1", 4.5, "deal", {"amount": "5000"}),
        ("p2", 4.5, "attempt", "call", {"deal": "d1"}),
    ],
)
@pytest.mark.parametrize("stated", [2, 4.4])
def test_a_deal_that_a_fact_names_beside_a_person_belongs_to_their_package(
    bench: Workbench, stated: float, news: Line
) -> None:
    desk = agreement(random.world() + VALUED)
    amount: Line = ("d1", stated, "deal", {"amount": "4000"})
    bench.tell([*others(1), HANDED, *([amount] if stated < 3 else [])], 4)
    bench.run(desk, 4)
    bench.tell([news, *([amount] if stated > 3 else [])], 4.6)
    assert bench.run(desk, 5).touched is not None
    assert bench.kept(desk, 5) == bench.whole(desk, 5)


WORKED = """
stages: {lead: {}, mql: {}, sal: {of: deal}}
commitments:
  work: {between: [marketing, sdr], starts: stage sal, stops: attempt, within: 2 elapsed days}
"""
FURTHER: list[Line] = [
    ("d1", 2, "link", "converted", "p1"), ("d2", 2, "link", "converted", "p1"), ("p1", 2, "move", "mql"),
    ("d1", 3, "move", "sal"), ("d1", 3.5, "attempt", "call"), ("d2", 3, "link", "belongs_to", "a1"),
    ("d2", 4, "move", "sal"),
]  # fmt: skip


@pytest.mark.parametrize("news", [[], [("a1", 4.6, "attribute", "industry", "x")]])
def test_the_clock_of_a_further_deal_is_kept_with_its_person(bench: Workbench, news: list[Line]) -> None:
    desk = agreement(random.world().partition("stages:")[0] + WORKED)
    bench.tell([*others(1), *FURTHER], 4.1)
    bench.run(desk, 4.5)
    bench.tell(news, 4.7)
    assert bench.run(desk, 5).why_whole is None
    assert [row[-1] for row in bench.kept(desk, 5.5)["commitments"]] == ["met", "running"]
    assert bench.kept(desk, 5.5) == bench.whole(desk, 5.5)


def test_who_joins_another_account_no_longer_works_for_the_one_they_used(bench: Workbench) -> None:
    desk = agreement(random.world().replace("definitions: {", USAGE) + PROMISES)
    uses: list[Line] = [("a1", day, "usage", "a", {"person": "p9"}) for day in (1, 2, 3)]
    bench.tell([*others(1), *uses, ("p9", 5, "attempt", "call")], 6)
    bench.run(desk, 6)
    assert [row[-1] for row in bench.kept(desk, 6)["account_promotions"]] == [instant(5)]
    bench.tell([("p9", 4, "link", "belongs_to", "a2")], 6.5)
    assert bench.run(desk, 6.5).touched is not None
    assert [row[-1] for row in bench.kept(desk, 6.5)["account_promotions"]] == [None]
    assert bench.kept(desk, 6.5) == bench.whole(desk, 6.5)


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([("p1", 3, "void", "1")], None),
        ([("p1", 3, "void", "2")], "a statement about who is who was taken back"),
    ],
)
def test_taking_back_a_fact_touches_its_subject_and_who_is_who_touches_everybody(
    bench: Workbench, lines: list[Line], why: str | None
) -> None:
    desk = agreement(DESK.partition("\n")[2])
    first: list[Line] = [("p1", 1, "move", "mql"), ("p2", 1, "link", "merged", "p3")]
    bench.tell([*first, *((f"p{n}", 1, "move", "mql") for n in range(10, 30))], 2)
    bench.run(desk, 2)
    bench.tell(lines, 3)
    assert bench.run(desk, 3).why_whole == why
    assert bench.kept(desk, 3) == bench.whole(desk, 3)


def test_the_first_owner_touches_everybody_and_the_next_nobody_else(bench: Workbench) -> None:
    desk = agreement(DESK.partition("\n")[2])
    bench.tell([*others(1), ("p1", hour(10), "move", "mql"), ("p1", hour(11), "attempt", "call")], hour(12))
    bench.run(desk, hour(12))
    told: list[Line] = [(person, hour(13), "attribute", "owner", "ann") for person in ("p2", "p3")]
    bench.tell(told[:1], hour(14))
    assert bench.run(desk, hour(14)).why_whole == "owners are recorded now, and were not before"
    bench.tell(told[1:], hour(15))
    assert bench.run(desk, hour(15)).touched == 1
    assert bench.kept(desk, hour(15)) == bench.whole(desk, hour(15))


def test_another_agreement_or_an_earlier_moment_judges_everybody(bench: Workbench) -> None:
    desk, other = (
        agreement(DESK.partition("\n")[2]),
        agreement(DESK.partition("\n")[2].replace("2 business", "3 business")),
    )
    bench.tell([("p1", hour(10), "move", "mql")], 5)
    bench.run(desk, 5)
    assert bench.run(other, 5).why_whole == "the agreement or the release is another one"
    assert bench.run(other, 4.5).why_whole == "the moment lies before that of the last round"


def test_what_another_release_kept_is_not_read(bench: Workbench) -> None:
    desk = agreement(DESK.partition("\n")[2])
    bench.tell([("p1", hour(10), "move", "mql")], hour(11))
    bench.run(desk, hour(11))
    bench.connection.execute("alter table verdicts.last_round drop column owned")
    assert bench.run(desk, hour(12)).why_whole == "no verdicts were kept"


def test_a_copy_that_is_made_anew_keeps_no_verdicts(bench: Workbench) -> None:
    desk = agreement(DESK.partition("\n")[2])
    bench.tell([("p1", hour(10), "move", "mql")], 5)
    bench.run(desk, 5)
    bench.forget_copy()
    assert bench.run(desk, 5).why_whole == "no verdicts were kept"


def test_counting_the_time_of_an_open_clock_loses_nothing_of_a_merged_person(bench: Workbench) -> None:
    desk = agreement(DESK.partition("\n")[2])
    bench.tell([("p1", hour(10), "move", "mql"), ("p2", 4, "link", "merged", "p1")], 5)
    bench.tell([("d1", 5, "link", "converted", "p2"), ("d1", 5.1, "move", "sal")], 5.2)
    bench.run(desk, 5.2)
    bench.run(desk, 5.3)
    assert len(bench.kept(desk, 5.3)["visits"]) == 2


def test_no_kept_column_is_named_as_what_a_round_counts() -> None:
    assert not {column for kept in KEPT for column in kept.columns if column.startswith("row_")}
