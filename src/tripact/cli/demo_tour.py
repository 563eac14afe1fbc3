"""The tour of the demo: one line on each thing that the agreement settles beside the funnel."""

from __future__ import annotations

from collections.abc import Iterator

from tripact.cli import output
from tripact.cli.demo_reports import DemoReports
from tripact.report.glance import qualified_accounts, withdrawn
from tripact.report.handoff_result import HandoffRow
from tripact.report.proportion import Rate
from tripact.report.writer import Writer

_ANSWERS = ("mql_first_contact", "referral_response", "pql_contact")
_MOST = 3
"""How many reasons a line names."""


def print_tour(reports: DemoReports) -> None:
    """Print what the agreement saw beside the funnel, a line each."""
    writer = Writer("en", reports.evaluation.agreement.zone)
    output.OUT.print("\nBeside the funnel", style="bold")
    lines = [(name, text) for name, text in _lines(reports, writer) if text]
    width = max(len(name) for name, _ in lines)
    for name, text in lines:
        output.OUT.print(f"{name:<{width}}  {text}", markup=False)


def _lines(reports: DemoReports, writer: Writer) -> Iterator[tuple[str, str]]:
    yield "answered in time", _answered(reports, writer)
    yield "went back", _recycled(reports)
    yield "handoffs returned", "; ".join(_returned(row) for row in reports.handoffs.rows if row.returned)
    yield (
        "packages complete",
        "; ".join(f"{row.handoff} {_rate(row.packages.complete, writer)}" for row in reports.handoffs.rows if row.sent),
    )
    yield "qualified by use", f"{qualified_accounts(reports.evaluation):,} accounts (PQL)"
    yield "deals lost", _lost(reports, writer)
    yield "milestones in time", _milestones(reports, writer)
    yield "partner conflicts", _conflicts(reports)
    yield "over the WIP limit", _over(reports)
    people, contacted = withdrawn(reports.evaluation, reports.clocks)
    yield "consent withdrawn", f"by {people:,} people; contacted all the same: {contacted:,}"


def _rate(rate: Rate, writer: Writer) -> str:
    return f"{writer.percent(rate.value)} ({writer.fraction(rate)})"


def _answered(reports: DemoReports, writer: Writer) -> str:
    rows = {row.commitment: row for row in reports.adherence.rows if not row.group}
    return "; ".join(f"{name} {_rate(rows[name].attainment, writer)}" for name in _ANSWERS if name in rows)


def _recycled(reports: DemoReports) -> str:
    whole = reports.recycle.whole
    again = next((row for row in reports.recycle.passes if row.again), None)
    sold = f"; {again.won.numerator:,} of them bought" if again else ""
    return (
        f"{whole.n:,} times; {whole.repromoted + whole.returned:,} came back, {whole.bypassed:,} of them before their"
        f" rest was over, because they asked{sold}"
    )


def _returned(row: HandoffRow) -> str:
    reasons = ", ".join(f"{each.reason or 'no reason'} {each.n:,}" for each in row.reasons[:_MOST])
    return f"{row.handoff} {row.returned:,} of {row.sent:,} ({reasons}{', …' if len(row.reasons) > _MOST else ''})"


def _lost(reports: DemoReports, writer: Writer) -> str:
    rows = sorted(reports.losses.rows, key=lambda row: -row.share.numerator)
    shares = ", ".join(f"{row.reason or 'unknown'} {writer.percent(row.share.value)}" for row in rows)
    return f"{sum(row.share.numerator for row in rows):,}: {shares}" if rows else "none"


def _milestones(reports: DemoReports, writer: Writer) -> str:
    rows = [row for row in reports.onboarding.rows if not row.clocks.group]
    met = "; ".join(f"{row.milestone} {_rate(row.clocks.attainment, writer)}" for row in rows)
    churned = sum(each.churned for each in reports.onboarding.value if not each.group)
    return f"{met}; {churned:,} left before any value" if rows else ""


def _conflicts(reports: DemoReports) -> str:
    found = [row for row in reports.partners.rows if row.standing == "conflict"]
    told = "; ".join(f"{row.account}: {row.partner} came second, {row.winner} holds it" for row in found)
    return f"{told or 'none'} ({len(reports.partners.rows):,} registrations)"


def _over(reports: DemoReports) -> str:
    over = [row for row in reports.wip.rows if row.over]
    told = "; ".join(f"{row.owner} has {row.open:,} deals of {row.band}, limit {row.limit}" for row in over)
    since = [row.days_over for row in over]
    return f"{told}, on {max(since):,} of the last {over[0].days:,} days" if over else "nobody"
