"""What the steps, stages and groups of a funnel report are called on paper."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tripact.agreement.values import said
from tripact.report.funnel_result import FunnelReport, FunnelStep, Group, Overall
from tripact.report.writer import Writer

TERMS = frozenset({"mql", "sal", "sql", "sqo", "pql"})
"""Stages known by their letters in every language."""
FEW = 20
"""Below so many decided a rate is shown, but not to be judged (methods C6)."""

_ARROW = re.compile(r"\s*(?:→|->|>)\s*")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def stage_name(report: FunnelReport, stage: str, writer: Writer) -> str:
    """Return the title of a stage in the page's language; terms of the trade keep their letters."""
    title = said(report.stage_titles.get(stage, ""), writer.language)
    return stage.upper() if stage.lower() in TERMS else title or stage


def step_name(report: FunnelReport, step: FunnelStep | Overall | str, writer: Writer) -> str:
    """Return a step as ``Lead → MQL``; a text such as ``lead>mql`` is read as one."""
    stages = _ARROW.split(step) if isinstance(step, str) else [step.from_stage, step.to_stage]
    return " → ".join(stage_name(report, stage, writer) for stage in stages)


def group_name(group: Group | str | None, writer: Writer) -> str:
    """Return what a group is called: a blank by its own word, a month in words, all others as recorded."""
    if isinstance(group, Mapping):
        return " · ".join(_value(name, value, writer) for name, value in group.items()) or writer.say("all")
    return _value("", group, writer)


def dimension_name(report: FunnelReport, writer: Writer) -> str:
    """Return the dimension as it reads after "by"."""
    key = f"by.{report.by}"
    return writer.say(key) if writer.knows(key) else str(report.by)


def within(report: FunnelReport, writer: Writer) -> str:
    """Return the horizon as it reads after "advanced"."""
    if report.horizon is None:
        return writer.say("within.so_far")
    days = re.fullmatch(r"(\d+) days?", report.horizon)
    return writer.say("within.days", n=int(days[1])) if days else writer.say("within.text", text=report.horizon)


def all_steps(report: FunnelReport) -> tuple[FunnelStep, ...]:
    """Return the steps over everybody, in the order of the way."""
    return tuple(step for step in report.steps if not step.group)


def group_steps(report: FunnelReport) -> tuple[FunnelStep, ...]:
    """Return the steps of the single groups."""
    return tuple(step for step in report.steps if step.group)


def whole_way(report: FunnelReport) -> Overall | None:
    """Return the way from the first to the last stage over everybody, if there is one."""
    return next((row for row in report.overall if not row.group), None)


def group_ways(report: FunnelReport) -> list[Overall]:
    """Return the whole way of each group: months in their order, all others with the largest first."""
    rows = [row for row in report.overall if row.group]
    if report.by == "month":
        return sorted(rows, key=lambda row: str(row.group.get("month") or "~"))
    return sorted(rows, key=lambda row: (-row.rate.denominator, list(map(str, row.group.values()))))


def writable(text: str) -> str:
    """Return the text with the characters replaced that no XML and no HTML may hold."""
    return _UNWRITABLE.sub("\ufffd", text)


def _value(name: str, value: str | None, writer: Writer) -> str:
    if value is None or not value.strip():
        return writer.say("blank")
    return writable(writer.month(value) if name == "month" else value)
