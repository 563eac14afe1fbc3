"""No part of a rule is decided by its form: always true, or never."""

from __future__ import annotations

from collections.abc import Iterator

from tripact.agreement.agreement import Agreement
from tripact.agreement.issues import Issue
from tripact.agreement.names import best_points
from tripact.agreement.reasoning import Finding, findings
from tripact.agreement.rulebook import Written, compiled
from tripact.agreement.scoring import Fit


def check_decided(agreement: Agreement) -> Iterator[Issue]:
    """Yield parts of rules that say nothing.

    - A part that can never hold: a threshold out of range, more points than can be reached, two
      conditions that exclude each other.
    - A part that always holds, and with it every rule that it is an alternative in.
    """
    for written, rule in compiled(agreement):
        for finding in findings(rule, written.names):
            yield (
                _never(agreement, written, finding)
                if finding.verdict == "never"
                else _always(agreement, written, finding)
            )


def _never(agreement: Agreement, written: Written, finding: Finding) -> Issue:
    because = f": {finding.reasons}" if finding.reasons else ""
    message = f"'{finding.text}' can never hold{because}."
    hint = _points_hint(agreement.fit) if agreement.fit and "fit_points" in finding.text else "Correct or drop it."
    return Issue.at(agreement.place(*written.path), "never-true", message, hint)


def _always(agreement: Agreement, written: Written, finding: Finding) -> Issue:
    because = f": {finding.reasons}" if finding.reasons else ""
    message = f"'{finding.text}' always holds{because}."
    place = agreement.place(*written.path)
    return Issue.at(place, "always-true", message, "Drop it, or say what was meant.", level="warning")


def _points_hint(fit: Fit) -> str:
    best = {name: points for name, points in best_points(fit).items() if points}
    earned = " + ".join(f"{name} {points:g}" for name, points in best.items())
    return (
        f"The points reach {sum(best.values()):g} at most ({earned}); "
        "ask for less, or use fit, which is normalised to 0–100."
    )
