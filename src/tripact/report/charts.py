"""The charts of a funnel report as SVG text: drawn by Altair, offline, for a wide page and for a telephone."""

from __future__ import annotations

from collections.abc import Callable

from tripact.report import chart_funnel, chart_groups, chart_leaks, chart_standing
from tripact.report.canvas import NARROW, WIDE, Sheet
from tripact.report.funnel_names import all_steps, group_ways
from tripact.report.funnel_result import FunnelReport
from tripact.report.page_model import Drawing
from tripact.report.writer import Writer

Draw = Callable[[FunnelReport, Writer, Sheet], str]


def funnel_chart(report: FunnelReport, writer: Writer) -> Drawing | None:
    """Return bars of those who entered each step and of those who advanced."""
    return _both(chart_funnel.draw, report, writer) if all_steps(report) else None


def standing_chart(report: FunnelReport, writer: Writer) -> Drawing | None:
    """Return what became of each step's cohort."""
    return _both(chart_standing.draw, report, writer) if all_steps(report) else None


def group_chart(report: FunnelReport, writer: Writer) -> Drawing | None:
    """Return the rate of each group with its interval, if the report is split."""
    return _both(chart_groups.draw, report, writer) if group_ways(report) else None


def leak_chart(report: FunnelReport, writer: Writer) -> Drawing | None:
    """Return the wins each step costs, worst first."""
    return _both(chart_leaks.draw, report, writer) if report.leaks else None


def _both(draw: Draw, report: FunnelReport, writer: Writer) -> Drawing:
    return Drawing(draw(report, writer, WIDE), draw(report, writer, NARROW))
