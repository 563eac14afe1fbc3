"""All reports on the demo's company, from one evaluation: what several of them read is computed once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from tripact.cli import output
from tripact.evaluate.commitments import Clocks
from tripact.evaluate.deals import Deals
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.handoffs import Handoffs
from tripact.report.adherence import adherence
from tripact.report.adherence_result import AdherenceReport
from tripact.report.attempts import attempts_report
from tripact.report.attempts_page import attempts_html
from tripact.report.clock_causes import clocks_report
from tripact.report.clock_options import ClockOptions
from tripact.report.clock_page import clocks_html
from tripact.report.feedback import feedback
from tripact.report.feedback_page import feedback_html
from tripact.report.gate_page import gates_html
from tripact.report.gate_report import GateOptions
from tripact.report.handoff_page import handoffs_html
from tripact.report.handoff_result import HandoffReport
from tripact.report.handoffs import handoff_report
from tripact.report.loss_page import losses_html
from tripact.report.loss_reasons import LossReport, loss_reasons
from tripact.report.onboarding import OnboardingReport, onboarding
from tripact.report.onboarding_page import onboarding_html
from tripact.report.partner_page import partners_html
from tripact.report.partners import PartnerReport, partners
from tripact.report.pql import pql
from tripact.report.pql_page import pql_html
from tripact.report.qualification import qualification
from tripact.report.recycle import recycle
from tripact.report.recycle_page import recycle_html
from tripact.report.recycle_result import RecycleReport
from tripact.report.stage_audit import stage_audit
from tripact.report.wip import WipReport, wip
from tripact.report.wip_page import wip_html

Language = Literal["en", "sk"]

_ALL = ClockOptions()
_WHENEVER = (None, None)


@dataclass(frozen=True)
class DemoReports:
    """The reports over the whole period."""

    evaluation: Evaluation

    @cached_property
    def clocks(self) -> Clocks:
        """The clocks that several reports read."""
        return Clocks(self.evaluation)

    @cached_property
    def deals(self) -> Deals:
        """The deals that several reports read."""
        return Deals(self.evaluation)

    @cached_property
    def adherence(self) -> AdherenceReport:
        """How promises in time are kept, and where their breaches come from."""
        return clocks_report(self.clocks, self.evaluation, _ALL)

    @cached_property
    def packages(self) -> Handoffs:
        """The handoffs that several reports read."""
        return Handoffs(self.evaluation, self.clocks)

    @cached_property
    def handoffs(self) -> HandoffReport:
        """How handoffs stand."""
        return handoff_report(self.packages, self.evaluation, _WHENEVER)

    @cached_property
    def recycle(self) -> RecycleReport:
        """Who went back, and came back."""
        return recycle(self.evaluation, *_WHENEVER)

    @cached_property
    def onboarding(self) -> OnboardingReport:
        """How customers reach their milestones."""
        return onboarding(self.clocks, self.evaluation, _ALL)

    @cached_property
    def wip(self) -> WipReport:
        """Open deals against the limits."""
        return wip(self.deals, *_WHENEVER)

    @cached_property
    def losses(self) -> LossReport:
        """Why deals were lost."""
        return loss_reasons(self.deals, *_WHENEVER, "competitor")

    @cached_property
    def partners(self) -> PartnerReport:
        """Registrations, conflicts, deals that nobody registered."""
        return partners(self.deals)

    def pages(self, language: Language) -> dict[str, Callable[[], str]]:
        """Return how to make each page, by name."""
        gates, facts = GateOptions(None, *_WHENEVER), self.evaluation
        hours = _ALL.by_hour
        return {
            "clocks": lambda: clocks_html(self.adherence, adherence(self.clocks, facts, hours), language),
            "attempts": lambda: attempts_html(attempts_report(self.clocks, facts, _WHENEVER), language),
            "handoffs": lambda: handoffs_html(self.handoffs, language),
            "stage-audit": lambda: gates_html(stage_audit(facts, gates), language),
            "qualification": lambda: gates_html(qualification(facts, gates), language),
            "recycle": lambda: recycle_html(self.recycle, language),
            "wip": lambda: wip_html(self.wip, language),
            "loss-reasons": lambda: losses_html(self.losses, language),
            "onboarding": lambda: onboarding_html(self.onboarding, language),
            "feedback": lambda: feedback_html(feedback(self.packages, facts, _WHENEVER), language),
            "pql": lambda: pql_html(pql(facts, _WHENEVER), language),
            "partners": lambda: partners_html(self.partners, language),
        }


def write_pages(reports: DemoReports, folder: Path, language: Language) -> None:
    """Write the page of each report into a folder, and say which.

    Raises:
        TripactError: If one cannot be written.
    """
    folder.mkdir(exist_ok=True)
    for name, page in reports.pages(language).items():
        output.write_file(folder / f"{name}.html", page())
