"""The report on clocks: attainment, waiting times and shares, by hand and by the cases of the method notes."""

from __future__ import annotations

import psycopg
import pytest

from tests.evaluate.judging import duckdb_court, postgres_court
from tests.evaluate.ledgers import instant
from tripact.cli.clock_json import trace_document
from tripact.cli.clock_text import revision
from tripact.errors import TripactError
from tripact.evaluate.commitments import Clocks
from tripact.report.adherence import adherence
from tripact.report.adherence_json import adherence_document, adherence_rows
from tripact.report.clock_list import listed_clocks, open_clocks
from tripact.report.clock_marks import clock_marks, clock_pauses
from tripact.report.clock_options import ClockOptions
from tripact.report.clock_periods import period_label, period_order
from tripact.report.clock_tables import attainment_table
from tripact.report.clock_trace import SubjectClocks
from tripact.report.writer import Writer
from tripact.worktime.instant import parse

MINUTE = 1 / 1440
MONDAY = 4.0
"""5 January 2026."""
TERMS = """
calendars: {office: {zone: Europe/Bratislava, open: {mon-fri: "09:00-17:00"}}}
attributes: {source: {}, owner: {}, channel: {}}
commitments:
  answer: {starts: stage mql, stops: attempt, cancels: opt_out, within: WITHIN, calendar: office}
stages: {lead: {}, mql: {}}
reporting: {dimensions: [source]}
"""
KEYS = ["commitment", "n", "met", "met_late", "breached_open", "pending", "cancelled", "undecidable", "excused",
        "attainment", "low", "high", "median_seconds", "p90_seconds", "unit"]  # fmt: skip


@pytest.fixture(scope="module")
def court():
    return duckdb_court()


@pytest.fixture
def report(court):
    judged = []

    def made(within, facts, day, clauses="", **options):
        judged.append(court.judge(TERMS.replace("WITHIN", within) + clauses, facts, day, zone="Europe/Bratislava"))
        evaluation = judged[-1].evaluation
        return adherence(Clocks(evaluation), evaluation, ClockOptions(**options))

    yield made
    for each in judged:
        each.evaluation.close()


def sample(answered, still_open, now):
    """Who was answered after so many minutes of a Monday morning, and who has waited so many until now."""
    begun = MONDAY + 8.5 / 24
    facts = [(f"p{n}", begun, "move", "mql") for n, _ in enumerate(answered)]
    facts += [(f"p{n}", begun + wait * MINUTE, "attempt", "phone") for n, wait in enumerate(answered)]
    return facts + [(f"p{100 + n}", now - wait * MINUTE, "move", "mql") for n, wait in enumerate(still_open)]


@pytest.mark.parametrize(("unit", "measure"), [("business", "business"), ("elapsed", "elapsed")])
@pytest.mark.parametrize("limit", ["60", "120"])
def test_first_response_as_the_method_notes_work_it_out(report, case, unit, measure, limit):
    worked = case("first-response")
    given, expected = worked["inputs"], worked["expected"]
    now = MONDAY + 15.5 / 24
    facts = sample(given["answered"], given["open_elapsed"], now)
    (row,) = report(f"{limit} {unit} minutes", facts, now).rows
    sla = expected[f"sla{limit}"]
    assert (row.met, row.breached, row.pending) == (sla["met"], sla["breached"], sla["pending"])
    assert row.attainment.value == pytest.approx(sla["attainment"])
    assert [row.attainment.low, row.attainment.high] == pytest.approx(sla["wilson95"])
    assert (row.median_seconds, row.p90_seconds, row.unit) == (expected["km_median"] * 60, None, measure)


FATES = [
    *((f"p{n}", MONDAY + 0.5, "move", "mql") for n in range(1, 7)),
    ("p1", MONDAY + 0.5, "attribute", "source", "web"),
    ("p2", MONDAY + 0.4, "attribute", "source", "fair"),
    ("p2", MONDAY + 0.45, "attribute", "source", "web"),
    ("p3", MONDAY + 3, "attribute", "source", "fair"),
    ("p1", MONDAY + 0.51, "attempt", "phone"),
    ("p2", MONDAY + 1.5, "attempt", "phone"),
    ("p3", MONDAY + 0.51, "consent", "withdrawn"),
    ("p4", MONDAY - 1 / 24, "attempt", "phone", {"by_day": True}),
    ("p5", MONDAY + 0.51, "attempt", "phone"),
    ("p7", MONDAY + 7 + 9 / 24, "move", "mql"),
]
"""Met, met late, cancelled, undecidable, met, broken and open; and one that runs."""


def test_every_clock_is_in_one_place(report):
    (row,) = report("1 business hour", FATES, MONDAY + 7 + 9.5 / 24).rows
    parts = (row.met, row.met_late, row.breached_open, row.pending, row.cancelled, row.undecidable)
    assert parts == (2, 1, 1, 1, 1, 1)
    assert sum(parts) == row.n == 7
    assert row.attainment.value == 0.5 and row.attainment.open == 1
    assert row.share(row.cancelled) == pytest.approx(1 / 7)


@pytest.mark.parametrize("by", ["owner", "channel", "source", "week", "month", "weekday-hour"])
@pytest.mark.parametrize("counted", ["start", "verdict"])
def test_groups_add_up_to_the_whole(report, by, counted):
    made = report("1 business hour", FATES, MONDAY + 7 + 9.5 / 24, by=by, counted=counted)
    (whole,), groups = made.whole, made.groups
    for part in ("n", "met", "met_late", "breached_open", "pending", "cancelled", "undecidable"):
        assert sum(getattr(group, part) for group in groups) == getattr(whole, part), part


def test_a_label_is_that_of_the_start_else_the_first_one_later(report):
    made = report("1 business hour", FATES, MONDAY + 7 + 9.5 / 24, by="source")
    assert [(row.group["source"], row.n) for row in made.groups] == [("web", 2), ("fair", 1), (None, 4)]
    assert [(note.rule, note.count) for note in made.notes] == [("clock_undecidable", 1), ("clock_blank", 4)]


def test_weeks_and_hours_are_those_of_the_zone(report):
    made = report("1 business hour", FATES, MONDAY + 7 + 9.5 / 24, by="week")
    assert [(row.group["week"], row.n) for row in made.groups] == [("2026-W02", 6), ("2026-W03", 1)]
    hours = report("1 business hour", FATES, MONDAY + 7 + 9.5 / 24, by="weekday-hour")
    assert [(row.group["weekday-hour"], row.n) for row in hours.groups] == [("Mon 10", 1), ("Mon 13", 6)]


def test_an_iso_week_may_belong_to_another_year():
    new_year = parse("2027-01-01T12:00", "Europe/Bratislava")
    assert period_label("week", new_year, "Europe/Bratislava") == "2026-W53"
    assert sorted(["Tue 01", "Mon 23", "Sun 00", "Mon 02"], key=period_order) == [
        "Mon 02",
        "Mon 23",
        "Tue 01",
        "Sun 00",
    ]


def test_a_period_is_that_of_the_start_or_of_the_verdict(report):
    day = instant(MONDAY + 1)
    (row,) = report("1 business hour", FATES, 40, since=day, counted="start").rows
    assert (row.n, row.breached_open) == (1, 1)
    (row,) = report("6 business hours", FATES, 40, since=day, counted="verdict").rows
    assert (row.met, row.met_late, row.breached_open) == (0, 1, 2)


PARTS = ("met", "met_late", "breached_open", "pending", "cancelled", "undecidable")


def test_by_verdict_nothing_is_lost_and_what_is_open_belongs_to_no_closed_period(report):
    now = MONDAY + 7 + 9.5 / 24
    (whole,) = report("1 business hour", FATES, now).rows
    (closed,) = report("1 business hour", FATES, now, until=instant(MONDAY + 7)).rows
    (current,) = report("1 business hour", FATES, now, since=instant(MONDAY + 7)).rows
    assert (whole.n, closed.n, current.n) == (7, 6, 1)
    assert all(getattr(closed, part) + getattr(current, part) == getattr(whole, part) for part in PARTS)
    assert (whole.pending_outside, closed.pending_outside, current.pending_outside) == (0, 1, 0)
    made = report("1 business hour", FATES, now, until=instant(MONDAY + 7))
    assert [note.count for note in made.notes if note.rule == "clock_outside"] == [1]
    made = report("1 business hour", FATES, now, until=instant(MONDAY + 7), counted="start")
    assert not [note for note in made.notes if note.rule == "clock_outside"]


def test_times_are_those_of_the_clocks_that_started_in_the_period(report):
    now = MONDAY + 7 + 9.5 / 24
    (row,) = report("1 business hour", FATES, now, until=instant(MONDAY + 0.53)).rows
    assert (row.n, row.met, row.cancelled, row.undecidable, row.begun) == (4, 2, 1, 1, 6)
    (started,) = report("1 business hour", FATES, now, until=instant(MONDAY + 0.53), counted="start").rows
    assert (started.n, started.begun) == (6, 6)
    assert (started.median_seconds, started.p90_seconds) == (row.median_seconds, row.p90_seconds)
    assert row.median_seconds is not None


LATE_NEWS = [
    *((f"p{n}", MONDAY + 0.5, "move", "mql") for n in range(1, 6)),
    ("p1", MONDAY + 0.51, "attempt", "phone", {"recorded": MONDAY + 0.52}),
    ("p2", MONDAY + 0.51, "attempt", "phone", {"recorded": MONDAY + 2}),
    ("p3", MONDAY + 1.5, "attempt", "phone", {"recorded": MONDAY + 2}),
    ("p4", MONDAY + 0.51, "consent", "withdrawn", {"recorded": MONDAY + 2}),
    ("p6", MONDAY + 0.5, "move", "mql", {"recorded": MONDAY + 2}),
    ("p6", MONDAY + 0.51, "attempt", "phone", {"recorded": MONDAY + 2}),
]
"""Told at once, told too late, late in fact, void too late told, open; and a clock of which nobody knew in time."""


def test_late_facts_revise_a_verdict_visibly(court):
    judged = court.judge(TERMS.replace("WITHIN", "1 business hour"), LATE_NEWS, MONDAY + 3, zone="Europe/Bratislava")
    clocks, moment = Clocks(judged.evaluation), judged.evaluation.moment
    listed = listed_clocks(clocks, ClockOptions(), moment)
    revised = {each.subject: (each.state, each.revised_at) for each in listed if each.revised_at}
    assert revised == {"p2": ("met", instant(MONDAY + 2)), "p4": ("cancelled", instant(MONDAY + 2))}
    made = adherence(clocks, judged.evaluation, ClockOptions())
    (row,) = made.rows
    assert (row.met, row.revised) == (3, 2)
    assert [(note.rule, note.count) for note in made.notes if note.rule == "clock_revised"] == [("clock_revised", 2)]
    assert adherence_document(made)["details"][0]["revised"] == 2
    then = judged.at(MONDAY + 3, known=MONDAY + 1)
    known = {each.subject: each.state for each in listed_clocks(Clocks(then.evaluation), ClockOptions(), moment)}
    assert known == dict.fromkeys(("p2", "p3", "p4", "p5"), "breached_open") | {"p1": "met"}
    judged.evaluation.close()
    then.evaluation.close()


def test_a_target_allows_so_many_breaches(report):
    (row,) = report("1 business hour", FATES, MONDAY + 7 + 9.5 / 24, "targets: {answer: 0.75}").rows
    assert row.budget is not None
    assert (row.budget.target, row.budget.allowed, row.budget.burn) == (0.75, 1.0, 2.0)
    (row,) = report("1 business hour", FATES, MONDAY + 7 + 9.5 / 24, "targets: {answer: 1}").rows
    assert row.budget is not None and row.budget.burn is None


def test_excused_breaches_stay_breaches_and_are_left_out_of_a_second_figure(report):
    excuses = [
        (who, MONDAY + 3, "excuse", "answer", None, action)
        for who in ("p1", "p2", "p6")
        for action in ("claimed", "approved")
    ]
    made = report("1 business hour", [*FATES, *excuses], MONDAY + 7 + 9.5 / 24)
    (row,) = made.rows
    assert (row.breached, row.excused, row.attainment.value, row.unexcused.value) == (2, 2, 0.5, 1.0)
    assert adherence_document(made)["details"][0]["attainment_unexcused"] == 1.0
    assert [column.key for column in attainment_table(made, Writer("en", made.heading.zone)).columns][-1] == "unexcused"


def test_without_clocks_there_are_no_rates(report):
    made = report("1 business hour", [("p1", 0, "move", "lead")], 40, by="week")
    (row,) = made.rows
    assert (row.n, row.attainment.value, row.median_seconds, row.unit) == (0, None, None, "business")
    assert [note.rule for note in made.notes] == ["clock_never"]


def test_the_document_has_the_keys_of_the_interface(report):
    made = report("1 business hour", FATES, MONDAY + 7 + 9.5 / 24)
    document = adherence_document(made)
    assert [list(row) for row in document["rows"]] == [KEYS]
    split = report("1 business hour", FATES, MONDAY + 7 + 9.5 / 24, by="source")
    assert [row["group"] for row in adherence_document(split)["rows"]] == [
        None, {"source": "web"}, {"source": "fair"}, {"source": None}]  # fmt: skip
    assert [row["by"] for row in adherence_rows(split)] == [None, "source", "source", "source"]


def test_what_it_cannot_be_split_by_is_said(report):
    with pytest.raises(TripactError, match="moon") as refused:
        report("1 business hour", FATES, 40, by="moon")
    assert "weekday-hour" in refused.value.hint


def test_the_list_and_what_is_due(court):
    judged = court.judge(TERMS.replace("WITHIN", "1 business hour"), FATES, MONDAY + 7 + 9.5 / 24)
    clocks = Clocks(judged.evaluation)
    listed = listed_clocks(clocks, ClockOptions(), judged.evaluation.moment)
    assert len(listed) == 7 and {each.run for each in listed} == {1}
    assert [each.id for each in open_clocks(clocks)] == ["p6/answer/1", "p7/answer/1"]
    assert [each.id for each in open_clocks(clocks, instant(MONDAY + 7))] == ["p6/answer/1"]
    judged.evaluation.close()


def test_another_engine_counts_the_same(court, postgres):
    def told(engine):
        judged = engine.judge(TERMS.replace("WITHIN", "1 business hour"), FATES, MONDAY + 7 + 9.5 / 24)
        clocks = Clocks(judged.evaluation)
        made = adherence(clocks, judged.evaluation, ClockOptions("source", counted="verdict"))
        weeks = adherence(clocks, judged.evaluation, ClockOptions("week"))
        listed = listed_clocks(clocks, ClockOptions(), judged.evaluation.moment)
        marks = [(found := clock_marks(clocks, each), clock_pauses(clocks, each, found)) for each in listed]
        judged.evaluation.close()
        return made.rows, made.notes, weeks.rows, listed, marks

    with psycopg.connect(postgres, autocommit=True) as connection:
        assert told(postgres_court(connection)) == told(court)


def test_another_engine_revises_the_same(court, postgres):
    def told(engine):
        judged = engine.judge(TERMS.replace("WITHIN", "1 business hour"), LATE_NEWS, MONDAY + 3)
        listed = listed_clocks(Clocks(judged.evaluation), ClockOptions(), judged.evaluation.moment)
        judged.evaluation.close()
        return [(each.id, each.revised_at) for each in listed]

    with psycopg.connect(postgres, autocommit=True) as connection:
        assert told(postgres_court(connection)) == told(court)


def test_an_explanation_says_that_the_verdict_was_revised(court):
    judged = court.judge(TERMS.replace("WITHIN", "1 business hour"), LATE_NEWS, MONDAY + 3, zone="Europe/Bratislava")
    clocks = SubjectClocks(judged.agreement, judged.engine, judged.moment, "p2")
    trace = clocks.trace(clocks.one("answer", 1))
    assert trace.clock.revised_at == instant(MONDAY + 2)
    assert revision(trace.revisions[0], trace.zone) == (
        "until Wed 7 Jan 2026 01:00 it stood as breached open; fact 7, recorded then, made it met."
    )
    document = trace_document(trace)
    assert document["revision"] == revision(trace.revisions[0], trace.zone)
    assert document["revisions"] == [
        {"recorded_at": "2026-01-07T01:00:00+01:00", "before": "breached_open", "after": "met", "facts": (7,)}
    ]
    clocks.close()
    judged.evaluation.close()


def test_what_a_rule_decided_was_known_with_the_facts_of_that_instant(court):
    terms = TERMS.replace("stages: {lead: {}, mql: {}}", "stages: {lead: {}, mql: {enter: definition mql}}")
    rule = "engagement: {signals: {page: 10}, decay: {rate: 0, per: week}}\ndefinitions: {mql: 'engagement >= 10'}"
    start = MONDAY + 0.5
    facts = [
        ("p1", start, "signal", "page"),
        ("p1", start + 0.01, "attempt", "phone", {"recorded": MONDAY + 2}),
        ("p2", start, "signal", "page", {"recorded": MONDAY + 2}),
        ("p2", start + 0.01, "attempt", "phone", {"recorded": MONDAY + 2}),
    ]
    judged = court.judge(f"{terms}\n{rule}".replace("WITHIN", "1 business hour"), facts, MONDAY + 3)
    listed = listed_clocks(Clocks(judged.evaluation), ClockOptions(), judged.evaluation.moment)
    judged.evaluation.close()
    assert [(each.subject, each.state, each.revised_at is not None) for each in listed] == [
        ("p1", "met", True), ("p2", "met", False)]  # fmt: skip
