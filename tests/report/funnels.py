"""Funnel reports over facts written in one line each (tests/evaluate/ledgers.py), in words of days."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from tests.evaluate.judging import LATE, Court, duckdb_court
from tests.evaluate.ledgers import Line, instant
from tripact.report.funnel import funnel
from tripact.report.funnel_options import FunnelOptions
from tripact.report.funnel_result import FunnelReport, FunnelStep, Note
from tripact.worktime.duration import parse_duration

STAGES = """
attributes: {source: {says: where they came from}, tier: {of: deal, says: size}}
stages:
  lead: {}
  mql: {}
  won: {kind: won}
  nurture: {kind: recycle}
  lost: {kind: lost}
  out: {kind: disqualified}
reporting: {dimensions: [source]}
"""


@cache
def _court() -> Court:
    return duckdb_court()


def report(
    facts: Iterable[Line],
    day: float = LATE,
    *,
    within: int | None = None,
    by: str | None = None,
    period: tuple[float | None, float | None] = (None, None),
    **asked: str,
) -> FunnelReport:
    """The funnel of facts as of a day: ``within`` so many days, ``period`` from day to day, half-open."""
    judged = _court().judge(asked.pop("clauses", STAGES), facts, day, **asked)
    since, until = (None if each is None else instant(each) for each in period)
    horizon = parse_duration(f"{within} days") if within else None
    try:
        return funnel(judged.evaluation, FunnelOptions(by, since, until, horizon))
    finally:
        judged.evaluation.close()


def moves(subject: str, **days: float) -> list[Line]:
    """One subject's entries: ``moves("p1", lead=0, mql=3)``."""
    return [(subject, day, "move", stage) for stage, day in days.items()]


def total(made: FunnelReport, number: int = 0) -> FunnelStep:
    """The step of that number, over everybody."""
    return [step for step in made.steps if not step.group][number]


def groups(made: FunnelReport, number: int = 0) -> dict[str | None, FunnelStep]:
    """The step of that number in each group."""
    stage = total(made, number).from_stage
    return {next(iter(step.group.values())): step for step in made.steps if step.group and step.from_stage == stage}


def noted(made: FunnelReport, rule: str) -> Note | None:
    """The note of a rule, if there is one."""
    return next((note for note in made.notes if note.rule == rule), None)
