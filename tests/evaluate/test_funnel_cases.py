"""The funnel document's month, and the traps of stage histories, through the funnel report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from itertools import count
from typing import Any

import pytest

from tests.evaluate.cases import method, read
from tests.evaluate.judging import Judged
from tests.evaluate.ledgers import day_of
from tripact.report.funnel import funnel
from tripact.report.funnel_options import FunnelOptions
from tripact.report.funnel_result import FunnelReport
from tripact.worktime.duration import parse_duration
from tripact.worktime.instant import midnight

Judge = Callable[..., Judged]

MONTH = "stages: {lead: {}, mql: {}, sal: {}, sql: {}, proposal: {}, won: {kind: won}}"
REACHED = (1000, 400, 220, 110, 44, 15)
PIPELINE = (
    "stages: {qualified: {of: deal}, proposal: {of: deal}, won: {of: deal, kind: won}, lost: {of: deal, kind: lost}}"
)


def month() -> list[tuple[object, ...]]:
    stages = ("lead", "mql", "sal", "sql", "proposal", "won")
    return [
        (f"p{lead}", place, "move", stage)
        for place, (stage, reached) in enumerate(zip(stages, REACHED, strict=True))
        for lead in range(1, reached + 1)
    ]


def report(judged: Judged, horizon: str | None = None) -> FunnelReport:
    window = parse_duration(horizon) if horizon else None
    return funnel(judged.evaluation, FunnelOptions(horizon=window))


def test_the_month_of_the_funnel_document_comes_out(judge: Judge) -> None:
    expected = method("seed-B-funnel")["expected"] if method("seed-B-funnel") else pytest.skip("no worked cases")
    found = report(judge(MONTH, month(), 60), "30 days")
    assert [step.entered for step in found.steps] == list(REACHED[:-1])
    assert [step.advanced for step in found.steps] == list(REACHED[1:])
    for step, case in zip(found.steps, expected["steps"], strict=True):
        assert (step.rate.value, step.rate.low, step.rate.high) == pytest.approx((case["rate"], *case["wilson95"]))
    assert found.overall[0].rate.value == pytest.approx(expected["lead_to_won"])


def test_the_leaks_of_the_month_come_out_worst_first(judge: Judge) -> None:
    expected = method("seed-B-funnel")["expected"] if method("seed-B-funnel") else pytest.skip("no worked cases")
    found = report(judge(MONTH, month(), 60), "30 days")
    leaks = {leak.step: asdict(leak) for leak in found.leaks}
    names = {"SQL>Proposal": "sql>proposal", "Proposal>Won": "proposal>won"}
    for case in expected["steps"]:
        leak = leaks[names.get(case["step"], case["step"].lower())]
        figures = [leak[name] for name in ("items_lost", "wins_forgone", "extra_wins_10pp", "extra_wins_10pct")]
        wanted = ("items_lost", "wins_forgone", "extra_wins_if_plus_10pp", "extra_wins_if_plus_10pct_relative")
        assert figures == pytest.approx([case[name] for name in wanted])
    assert found.leaks[0].step == "proposal>won"


def trap(identifier: str) -> dict[str, Any]:
    traps = read("peers/funnel.json").get("stage_history_traps", [])
    return next((case for case in traps if case["id"] == identifier), {}) or pytest.skip("no worked cases")


@pytest.mark.parametrize("identifier", ["lost-stays-in", "re-entry-once"])
def test_a_path_is_counted_once_and_stays_in(judge: Judge, identifier: str) -> None:
    case, days = trap(identifier), count(1)
    facts = [(f"d{deal['id']}", next(days), "move", stage.lower()) for deal in case["deals"] for stage in deal["path"]]
    found = report(judge(PIPELINE, facts))
    assert [found.steps[0].entered, *(step.advanced for step in found.steps)] == case["expected_entered"]


def test_the_open_are_censored_and_the_young_are_masked(judge: Judge) -> None:
    case = trap("open-is-censored")
    day = {name: day_of(midnight(date.fromisoformat(name), "UTC")) for name in dates_of(case)}
    facts = [(f"p{deal['id']}", day[deal["entered"]], "move", "lead") for deal in case["deals"]]
    facts += [(f"p{deal['id']}", day[deal["converted"]], "move", "won") for deal in case["deals"] if deal["converted"]]
    step = report(judge("stages: {lead: {}, won: {kind: won}}", facts, day[case["as_of"]]), "30 days").steps[0]
    mature, immature = case["expected"]["mature"], case["expected"]["immature"]
    assert (step.entered, step.advanced, step.rate.value) == (mature["n"], mature["converted"], mature["rate"])
    assert (step.immature, step.open) == (immature["n"], 1)


def dates_of(case: dict[str, Any]) -> set[str]:
    deals = {deal[key] for deal in case["deals"] for key in ("entered", "converted")}
    return {case["as_of"], *deals} - {None}
