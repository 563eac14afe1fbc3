"""Tickets handed from line to line: an event log, by mapping only."""

import pytest

from tests.data.records import Records, ledger, notes_of, steps_of

CASES, EVENTS = 7_554, 65_533


@pytest.fixture(scope="module")
def records(shared, tmp_path_factory) -> Records:
    return Records("bpic2013", shared, tmp_path_factory.mktemp("bpic2013"))


@pytest.fixture(scope="module")
def by_impact(records):
    return records.funnel("--by", "impact")


def test_every_event_is_read_and_every_case_a_deal(records, by_impact):
    assert (records.counts["read"], records.counts["rejected"]) == (EVENTS, 0)
    with ledger(records) as copy:
        assert copy.execute("select kind, count(*) from ledger.subjects group by kind").fetchall() == [("deal", CASES)]


def test_a_pass_is_one_acceptance_by_a_line(by_impact):
    accepted, resolved = (steps_of(by_impact, stage)["all"] for stage in ("in_progress", "resolved"))
    assert (accepted["entered"], accepted["advanced"], accepted["recycled"]) == (17_227, 5_909, 9_294)
    # 135 of those ended in a call came back: each time a pass of its own
    assert (accepted["disqualified"], accepted["lost"], accepted["open"]) == (1_882 + 135, 1, 6)
    assert (resolved["entered"], resolved["advanced"], resolved["recycled"]) == (5_967, 5_670, 208)


def test_the_ends_of_the_cases_are_those_of_the_publisher(records, by_impact):
    ended = """
        select stage, count(*) from (
          select deal, stage, row_number() over (partition by deal order by ts desc, seq desc) as n from ledger.moves)
        where n = 1 group by stage"""
    with ledger(records) as copy:
        ends = dict(copy.execute(ended).fetchall())
    assert (ends["closed"], ends["in_call"], ends["resolved"], ends["cancelled"]) == (5_573, 1_882, 90, 1)
    assert sum(ends.values()) == CASES


def test_every_impact_is_a_group_and_none_is_blank(by_impact):
    groups = steps_of(by_impact, "in_progress")
    assert set(groups) == {"all", "Low", "Medium", "High", "Major"}
    assert sum(step["entered"] for name, step in groups.items() if name != "all") == groups["all"]["entered"]


def test_states_that_the_path_leaves_out_are_said(by_impact):
    note = notes_of(by_impact)["unknown_stage"]
    assert note["count"] == 9_341 and "wait_user" in note["message"]
