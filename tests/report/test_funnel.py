"""What a funnel counts (docs/decisions/0005), on ledgers small enough to count by hand."""

import pytest

from tests.evaluate.ledgers import instant
from tests.report.funnels import STAGES, groups, moves, noted, report, total

MS = 1 / 86_400_000
ONE_WAY = [*moves("p1", lead=0, mql=10), *moves("p2", lead=0), *moves("p3", lead=0, lost=4)]


def test_every_entry_has_one_fate():
    step = total(report(ONE_WAY))
    assert (step.entered, step.advanced, step.lost, step.open, step.recycled) == (3, 1, 1, 1, 0)
    assert (step.rate.numerator, step.rate.denominator, step.rate.open) == (1, 3, 1)


def test_the_horizon_is_closed_at_its_end():
    assert total(report(moves("p1", lead=0, mql=10), within=10)).advanced == 1
    assert total(report(moves("p1", lead=0, mql=10 + MS), within=10)).advanced == 0


def test_what_came_after_the_window_is_open_in_the_rate():
    step = total(report([*moves("p1", lead=0, mql=11), *moves("p2", lead=0, lost=11)], within=10))
    assert (step.entered, step.open, step.lost) == (2, 2, 0)


def test_a_window_that_is_not_over_keeps_an_entry_out_of_the_rate():
    facts = [*moves("p1", lead=20), *moves("p2", lead=20 + MS), *moves("p3", lead=25, mql=26)]
    step = total(report(facts, 30, within=10))
    assert (step.entered, step.immature, step.advanced) == (1, 2, 0)
    assert noted(report(facts, 30, within=10), "immature").count == 2
    assert total(report(facts, 30)).entered == 3


def test_where_recording_ended_windows_end():
    until = ("", 0, "coverage", "won", None, instant(50))
    facts = [until, *moves("p1", lead=0, mql=40, won=41), *moves("p2", lead=0, mql=41), *moves("p3", lead=0, mql=60)]
    made = report(facts, within=10)
    assert (total(made).entered, total(made, 1).entered, total(made, 1).immature) == (3, 0, 0)
    made = report([until, *moves("p1", lead=39, mql=40, won=41), *moves("p2", lead=40, mql=41)], within=10)
    assert (total(made, 1).entered, total(made, 1).advanced, total(made, 1).immature) == (1, 1, 1)
    assert "2026-02-20" in noted(made, "right_censoring").message


def test_steps_form_a_chain():
    facts = [*moves("p1", lead=0, mql=1, won=30), *moves("p2", lead=0, mql=15, won=16), *moves("p3", lead=0, mql=8)]
    made = report(facts, within=10)
    assert (total(made, 0).entered, total(made, 0).advanced) == (3, 2)
    assert (total(made, 1).entered, total(made, 1).advanced) == (2, 0)


def test_who_skips_a_stage_has_reached_it():
    made = report(moves("p1", lead=0, won=5))
    assert [(step.entered, step.advanced, step.skipped) for step in made.steps] == [(1, 1, 0), (1, 1, 1)]
    assert noted(made, "skipped_stage").count == 1


def test_a_pass_after_recycling_enters_where_it_re_enters():
    made = report(moves("p1", lead=0, mql=1, nurture=2) + moves("p1", mql=30, won=40))
    assert (total(made).entered, total(made).advanced) == (1, 1)
    second = total(made, 1)
    assert (second.entered, second.recycled, second.advanced) == (2, 1, 1)


def test_the_whole_way_is_of_those_who_began_at_its_beginning():
    returned = moves("p1", nurture=0, mql=1, won=2)
    way = report([*returned, *moves("p2", lead=0)]).overall[0].rate
    assert (way.numerator, way.denominator, way.open) == (0, 1, 1)
    way = report(returned).overall[0].rate
    assert (way.numerator, way.denominator, way.value) == (0, 0, None)


def test_an_outcome_before_its_cause_is_entered_and_within_a_horizon_not_advanced():
    facts = [*moves("p1", mql=0, lead=5), *moves("p2", lead=0, mql=5)]
    within, so_far = total(report(facts, within=10)), total(report(facts))
    assert (within.entered, within.advanced, within.before_cause) == (2, 1, 1)
    assert (so_far.entered, so_far.advanced, so_far.before_cause) == (2, 2, 0)
    assert so_far.times.advanced == 1
    note = noted(report(facts), "outcome_before_cause")
    assert (note.count, note.places) == (1, ("p1",))


def test_a_throughput_ratio_may_exceed_one_and_has_no_interval():
    facts = [line for n in range(3) for line in moves(f"p{n}", lead=0, mql=100 + n)]
    step = total(report([*facts, *moves("p9", lead=100)], period=(100, 110)))
    assert (step.throughput.numerator, step.throughput.denominator) == (3, 1)
    assert (step.throughput.value, step.throughput.low) == (3.0, None)
    assert (step.entered, step.rate.value) == (1, 0.0)


def test_times_are_of_those_who_advanced_and_of_all_with_the_open_censored():
    facts = [line for n in range(1, 6) for line in moves(f"p{n}", lead=0, mql=n)]
    times = total(report([*facts, *moves("p9", lead=0), *moves("p8", lead=0)])).times
    assert [each / 86_400 for each in (times.advanced_p25, times.advanced_median, times.advanced_p75)] == [2, 3, 4]
    assert times.median / 86_400 == 4 and times.p90 is None


def test_a_deal_goes_on_with_the_journey_of_the_person_it_came_from():
    facts = [*moves("p1", lead=0), ("d1", 1, "link", "converted", {"other": "p1"}), *moves("d1", mql=2, won=3)]
    made = report([*facts, *moves("d2", lead=0, mql=1)])
    assert [(step.entered, step.advanced) for step in made.steps] == [(2, 2), (2, 1)]


def test_merged_people_are_one_journey():
    facts = [*moves("p1", lead=0), *moves("p2", lead=1, mql=4), ("p2", 9, "link", "merged", {"other": "p1"})]
    # Once it is known that two are one, they were one on earlier days too.
    assert (total(report(facts, 8)).entered, total(report(facts)).entered) == (1, 1)


def test_a_voided_fact_never_was_once_that_is_known():
    facts = [*moves("p1", lead=0, mql=3), ("p1", 9, "void", "2")]
    assert (total(report(facts, 8)).advanced, total(report(facts)).advanced) == (0, 0)


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ([(-1, "web"), (3, "fair")], "web"),
        ([(3, "fair"), (8, "web")], "fair"),
        ([(-9, "fair"), (-1, "web")], "web"),
        ([(-9, "fair"), (-1, None)], None),
        ([(0, "unknown")], "unknown"),
        ([], None),
    ],
)
def test_a_label_is_the_value_when_the_pass_began_else_the_first_one_later(said, label):
    facts = [("p1", day, "attribute", "source", value) for day, value in said]
    assert list(groups(report([*facts, *moves("p1", lead=0)], by="source"))) == [label]


def test_a_deals_label_is_the_one_in_force_too():
    stated = [("d1", 0, "attribute", "tier", "small"), ("d1", 5, "attribute", "tier", "large")]
    clauses = STAGES.replace("[source]", "[tier]")
    assert list(groups(report([*stated, *moves("d1", lead=6)], by="tier", clauses=clauses))) == ["large"]
    assert list(groups(report([*stated, *moves("d1", lead=3)], by="tier", clauses=clauses))) == ["small"]


def test_each_pass_has_its_own_label():
    stated = [("p1", 0, "attribute", "source", "web"), ("p1", 20, "attribute", "source", "fair")]
    made = report([*stated, *moves("p1", lead=0, mql=1, nurture=2), *moves("p1", mql=30)], by="source")
    assert {name: step.entered for name, step in groups(made, 1).items()} == {"web": 1, "fair": 1}


def test_blank_is_not_the_word_unknown():
    facts = [*moves("p1", lead=0), *moves("p2", lead=0), ("p2", 0, "attribute", "source", "unknown")]
    made = report(facts, by="source")
    assert set(groups(made)) == {None, "unknown"}
    note = noted(made, "blank_dimension")
    assert note.count == 1 and "1 others say 'unknown'" in note.message


def test_a_month_is_of_the_agreements_zone():
    facts = moves("p1", lead=30 + 23.5 / 24)
    assert list(groups(report(facts, by="month", zone="Europe/Bratislava"))) == ["2026-02"]
    assert list(groups(report(facts, by="month", zone="UTC"))) == ["2026-01"]


def test_a_period_is_of_when_the_journey_began():
    facts = [*moves("p1", lead=9), *moves("p2", lead=10, mql=30), *moves("p3", lead=20)]
    step = total(report(facts, period=(10, 20)))
    assert (step.entered, step.advanced) == (1, 1)


def test_the_change_against_the_period_before_splits_into_mix_and_rate():
    facts = []
    for number, (source, day, won) in enumerate(MIXED):
        person = f"p{number}"
        facts += [(person, day, "attribute", "source", source), (person, day, "move", "lead")]
        facts += [(person, day + 1, "move", "won")] * won
    mix = report(facts, by="source", period=(10, 20)).mix
    assert (mix.before, mix.after) == (0.5, 0.25)
    assert mix.mix + mix.rate == pytest.approx(mix.after - mix.before)
    assert mix.mix < 0 and mix.rate == pytest.approx(0.0)
    assert report(facts, by="source").mix is None


MIXED = [("web", 1, 1), ("web", 2, 0), ("web", 3, 1), ("fair", 4, 0)]
MIXED += [("web", 11, 1), ("web", 12, 0), ("web", 12, 1), *(("fair", day, 0) for day in range(13, 18))]


def recorded_from(first: float) -> list:
    """Three leads a day, of whom one becomes an MQL after five days; MQLs are recorded from a day on."""
    born = [(f"p{number}", number // 3) for number in range(300)]
    leads = [(person, day, "move", "lead") for person, day in born]
    return leads + [(person, day + 5, "move", "mql") for person, day in born[::3] if day + 5 >= first]


def test_cohorts_older_than_the_first_outcome_are_noted():
    note = noted(report(recorded_from(60)), "left_truncation")
    assert note.count == 3 * 60
    assert "2026-03-02" in note.message and "'mql'" in note.message
    assert noted(report(recorded_from(60), period=(60, None)), "left_truncation") is None


def test_a_late_first_outcome_may_be_an_accident():
    assert noted(report(recorded_from(0)), "left_truncation") is None
    few = [*moves("p1", lead=0), *moves("p2", lead=1, mql=40), *moves("p3", lead=2)]
    assert noted(report(few), "left_truncation") is None


def test_moves_that_no_rate_shows_are_noted():
    facts = [*moves("p1", lead=0, limbo=1), ("p2", 0, "move", "lead", {"assumed_date": True})]
    made = report(facts)
    assert "limbo" in noted(made, "unknown_stage").message
    assert noted(made, "assumed_date").places == ("p2",)


def test_a_stage_that_another_system_holds_without_the_rule_is_noted():
    clauses = """
attributes: {role: {values: [boss, user]}}
fit: {role: {points: {boss: 10}, else: 0}}
definitions: {mql: {rule: "fit >= 50"}}
stages: {lead: {}, mql: {enter: definition mql}}
"""
    facts = [*moves("p1", lead=0, mql=2), ("p1", 0, "attribute", "role", "user"), *moves("p2", lead=0, mql=2)]
    facts += [("p2", 0, "attribute", "role", "boss")]
    note = noted(report(facts, clauses=clauses), "not_borne_out")
    assert (note.count, note.places) == (1, ("p1",))


def test_nothing_recorded_is_no_fault():
    made = report([], within=30, by="source")
    assert [(step.entered, step.rate.value, step.times.median) for step in made.steps] == [(0, None, None)] * 2
    assert made.overall[0].rate.value is None


def test_further_deals_of_a_person_are_counted_apart_and_noted():
    links = [(deal, 0, "link", "converted", "p1") for deal in ("d1", "d2")]
    facts = [*links, *moves("p1", lead=0), *moves("d1", mql=1, won=2), *moves("d2", mql=1.5, lost=3)]
    made = report(facts)
    step = total(made, 1)
    assert (total(made).entered, step.entered, step.advanced, step.lost) == (1, 2, 1, 1)
    assert "mql: 1" in noted(made, "further_deal").message


def test_notes_speak_of_the_period_only():
    early = [*moves("p1", mql=0, lead=5), *moves("p2", lead=1, won=2), ("p3", 1, "move", "limbo")]
    early += [("p4", 0, "attribute", "source", "web"), *moves("p4", lead=0), *moves("p5", lead=0)]
    rules = ("outcome_before_cause", "skipped_stage", "unknown_stage", "blank_dimension")
    assert all(noted(report(early), rule) for rule in rules)
    assert not any(noted(report(early, period=(10, 20)), rule) for rule in rules)


def test_who_skipped_a_stage_has_no_time_there():
    facts = [*moves("p1", lead=0, won=5), *moves("p2", lead=0, mql=2, won=9)]
    made = report(facts)
    assert [total(made, number).times.advanced for number in (0, 1)] == [1, 1]
    assert [total(made, number).times.advanced_median for number in (0, 1)] == [2 * 86400, 7 * 86400]
    assert total(made, 1).incidence.advance == 1


def test_what_is_known_of_a_deal_belongs_to_its_own_pass():
    links = [(deal, 0, "link", "converted", "p1") for deal in ("d1", "d2")]
    owners = [("d1", 1, "attribute", "source", "anna"), ("d2", 1, "attribute", "source", "bob")]
    facts = [*links, *owners, *moves("p1", lead=0), *moves("d1", mql=1, lost=2), *moves("d2", mql=3, won=4)]
    made = groups(report(facts, by="source"), 1)
    assert {label: (step.entered, step.advanced, step.lost) for label, step in made.items()} == {
        "anna": (1, 0, 1), "bob": (1, 1, 0),
    }  # fmt: skip


def test_a_date_of_long_ago_spoils_no_report():
    facts = [*moves("p1", lead=-700_000), *moves("p2", lead=0, mql=1, won=2)]
    assert total(report(facts)).entered == 2
    assert sum(step.entered for step in groups(report(facts, by="month")).values()) == 2
