"""A recorder over a ledger of its own, and what it says of statements."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.evaluate.judging import HEAD
from tripact.boot import Workspace, create_workspace
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.gates import Gates, Judged
from tripact.evaluate.visible import Moment
from tripact.service.record import Outcome, Recorder

NOW = 1_780_000_000_000
"""28 May 2026, 20:26:40 UTC."""

WAY = """
attributes: {source: {}, industry: {of: account}, role: {values: [boss, clerk]}, seats: {type: number}}
engagement: {signals: {demo: {points: 30}}, decay: {rate: 0.1}}
definitions:
  mql: "engagement >= 30 AND role = 'boss'"
  sql: {framework: hybrid, met: "3 of [problem, impact, process, budget_timing]"}
  sqo: {requires: [value, close_date]}
qualification:
  hybrid: {problem: {}, impact: {}, process: {}, budget_timing: {answers: [budget, timing]}}
stages:
  lead: {leave: {to: [mql, sql, nurture], requires: [contact]}, fields: [source]}
  mql: {enter: definition mql, leave: {to: [sql, nurture]}, fields: [industry]}
  sql: {enter: definition sql, leave: {to: [discovery, nurture]}}
  discovery: {of: deal, enter: definition sqo, leave: {to: [won, lost], requires: [next_step]}}
  won: {kind: won, of: deal}
  lost: {kind: lost, of: deal}
  nurture: {kind: recycle, leave: {to: [mql]}}
recycle: {reasons: [timing, budget], lost: [price]}
contact: {lawful_basis: required}
handoffs: {to_sales: {from: marketing, to: sales, requires: [contact], returns: [timing]}}
milestones: [kickoff]
commitments:
  leave_alone: {kind: prohibition, starts: opt_out, forbids: [attempt, touch], lifts: consent}
"""


def workspace(folder: Path, clauses: str = WAY) -> Workspace:
    """A workspace with this agreement."""
    return create_workspace(folder / "desk", f"{HEAD}zone: Europe/Bratislava\n{clauses}")


class Desk:
    """Where statements are recorded."""

    def __init__(self, folder: Path, clauses: str = WAY) -> None:
        self.workspace = workspace(folder, clauses)
        self.recorder = Recorder(self.workspace.agreement, self.workspace.store, self.workspace.trying, lambda: NOW)

    def state(self, kind: str, **raw: Any) -> Outcome:
        """Record a statement."""
        return self.recorder.record(kind, raw)

    def refused(self, kind: str, **raw: Any) -> list[tuple[str, str]]:
        """Rule and field of every reason for which a statement is refused."""
        return [(each.rule, each.field) for each in self.state(kind, **raw).refused]

    def audit(self) -> list[Judged]:
        """Everything asked of every recorded move."""
        evaluation = Evaluation(self.workspace.agreement, self.workspace.engine(), Moment(NOW, NOW))
        try:
            return Gates(evaluation).audit()
        finally:
            evaluation.close()

    def close(self) -> None:
        """Release the ledger."""
        self.workspace.store.close()
