"""What is told beside a fault of form: all that a fault elsewhere cannot mislead."""

from __future__ import annotations

from tripact.agreement.checks import check_agreement
from tripact.agreement.load import parse_agreement

TEXT = """apiVersion: tripact/v1
name: small
version: 1
effective: 2026-01-01
zone: UTC
parties: {marketing: {}, sdr: {}}
engagement: {signals: {demo: 30}, decay: {rate: 0.1, per: week}}
definitions: {mql: "engagment >= 20"}
stages:
  lead: {owner: sdrr, leave: {to: [mqll]}}
  mql: {owner: sdr, enter: definition mql, leave: {to: [won]}}
  won: {kind: won}
commitments:
  answer: {between: [marketing, sdr], starts: stage mql, stops: attempt, within: 24h}
"""


def test_slips_of_form_rules_moves_and_parties_are_told_at_once() -> None:
    issues = check_agreement(parse_agreement(TEXT, "small.yaml"))
    assert [(issue.line, issue.rule) for issue in issues] == [
        (8, "rule"), (10, "unknown-party"), (10, "unknown-stage"), (14, "value"),
    ]  # fmt: skip
