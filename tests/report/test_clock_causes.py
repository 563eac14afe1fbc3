"""Where breaches come from: what they have in common, with counts and denominators."""

from __future__ import annotations

import psycopg
import pytest

from tests.evaluate.judging import duckdb_court, postgres_court
from tests.report.test_adherence import FATES, MONDAY, TERMS
from tripact.evaluate.commitments import Clocks
from tripact.report.adherence import adherence
from tripact.report.cause import leading
from tripact.report.clock_causes import clock_causes
from tripact.report.clock_options import ClockOptions
from tripact.worktime.instant import HOUR

ANSWER = TERMS.replace("WITHIN", "1 business hour")
NOON = MONDAY + 11 / 24
"""Noon of a Monday in Bratislava."""
EVENING = MONDAY + 18 / 24
OWNED = [
    *(
        line
        for n in range(60)
        for line in (
            (f"p{n}", NOON, "attribute", "owner", "anna" if n % 3 else "boris"),
            (f"p{n}", NOON if n < 40 else EVENING, "move", "mql"),
        )
    ),
    *((f"p{n}", NOON + 0.01, "attempt", "phone") for n in range(40) if n % 3),
    *((f"p{n}", MONDAY + 2, "attempt", "phone") for n in range(40) if not n % 3),
]
"""40 clocks began at noon, 20 in the evening; Anna's are kept at noon, Boris's late, the evening's never answered."""
TRYING = """
calendars: {office: {zone: Europe/Bratislava, open: {mon-fri: "09:00-17:00"}}}
commitments:
  try: {starts: stage mql, stops: reply, needs: {attempts: 2}, within: 2 days, calendar: office}
stages: {lead: {}, mql: {}}
"""
TRIED = [
    *((f"p{n}", NOON, "move", "mql") for n in range(1, 5)),
    ("p1", MONDAY + 1, "attempt", "phone"),
    ("p2", MONDAY + 1, "attempt", "phone"),
    ("p2", MONDAY + 1.5, "attempt", "phone"),
    ("p3", MONDAY + 8, "attempt", "phone"),
    ("p3", MONDAY + 9, "attempt", "phone"),
]


@pytest.fixture(scope="module")
def court():
    return duckdb_court()


def found(court, facts, terms=ANSWER, now=MONDAY + 3, **options):
    judged = court.judge(terms, facts, now, zone="Europe/Bratislava")
    clocks, asked = Clocks(judged.evaluation), ClockOptions(**options)
    causes = clock_causes(clocks, judged.evaluation, asked)
    rows = adherence(clocks, judged.evaluation, asked).rows
    judged.evaluation.close()
    return causes, rows


def told(causes, circumstance):
    each = [cause for cause in causes if cause.circumstance == circumstance]
    return {cause.value: (cause.breaches, cause.rate.denominator if cause.rate else None) for cause in each}


def test_each_circumstance_has_its_breaches_and_its_decided_clocks(court):
    causes, _ = found(court, OWNED)
    assert {cause.of_breaches for cause in causes} == {34}
    assert told(causes, "ending") == {"not_yet": (20, None), "late": (14, None)}
    assert told(causes, "hours") == {"closed": (20, 20), "open": (14, 40)}
    assert told(causes, "owner") == {"boris": (20, 20), "anna": (14, 40)}
    assert told(causes, "weekday-hour") == {"Mon 19": (20, 20), "Mon 12": (14, 40)}
    assert told(causes, "held") == {"human": (34, 60)}
    assert told(causes, "channel") == {}


def test_the_leading_cause_is_the_one_furthest_above_the_rate_of_all(court):
    causes, _ = found(court, OWNED)
    first = leading(causes)
    assert first is not None and first.excess == pytest.approx(20 - 20 * 34 / 60)
    assert (first.circumstance, first.value) == ("hours", "closed")
    assert leading(cause for cause in causes if cause.circumstance == "ending") is None


def test_too_few_are_not_ranked(court):
    causes, _ = found(court, FATES)
    assert causes and leading(causes) is None


def test_missed_obligations_tell_no_attempt_from_too_few_and_too_late(court):
    causes, _ = found(court, TRIED, TRYING, MONDAY + 20)
    assert told(causes, "ending") == {"no_attempt": (1, None), "too_few": (1, None), "late": (1, None)}


@pytest.mark.parametrize("counted", ["start", "verdict"])
@pytest.mark.parametrize("facts", [OWNED, FATES])
def test_outcomes_add_up_to_the_breaches_of_the_report(court, facts, counted):
    now = MONDAY + 3
    causes, (row,) = found(court, facts, now=now, counted=counted, until=None)
    assert sum(cause.breaches for cause in causes if cause.circumstance == "ending") == row.breached
    assert all(cause.rate.denominator <= row.attainment.denominator for cause in causes if cause.rate)


def test_another_engine_finds_the_same(court, postgres):
    with psycopg.connect(postgres, autocommit=True) as connection:
        assert found(postgres_court(connection), OWNED) == found(court, OWNED)


def test_a_weekend_in_which_the_customer_was_waited_for_does_not_make_a_breach_the_customers(court):
    """Of the open time 10 minutes were the customer's, and 7 h 20 min ours."""
    waiting = ANSWER.replace("within:", "pauses: [{from: waiting_on_customer, until: customer_back}], within:")
    friday, monday = MONDAY + 4, MONDAY + 7
    facts = [
        ("p1", friday + 15.5 / 24, "move", "mql"),
        ("p1", friday + (15 + 55 / 60) / 24, "signal", "waiting_on_customer"),
        ("p1", monday + (8 + 5 / 60) / 24, "signal", "customer_back"),
        ("p1", monday + 15 / 24, "attempt", "phone"),
    ]
    causes, (row,) = found(court, facts, waiting, MONDAY + 9)
    assert (row.met_late, told(causes, "held")) == (1, {"human": (1, 1)})


def test_nothing_broken_has_no_causes(court):
    assert found(court, [("p1", NOON, "move", "mql")], now=NOON + HOUR / 86_400_000 / 2)[0] == ()
