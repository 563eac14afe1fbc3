"""Small agreements to put a clause into."""

from tripact.agreement.agreement import Agreement
from tripact.agreement.checks import check_agreement
from tripact.agreement.issues import Issue
from tripact.agreement.load import parse_agreement

HEAD = """apiVersion: tripact/v1
name: small
version: 1
effective: 2026-01-01
zone: Europe/Bratislava
"""
STAGES = "stages: {lead: {}}\n"


def read(clauses: str) -> Agreement:
    """The agreement with these clauses, which must be right."""
    loaded = parse_agreement(f"{HEAD}{clauses}")
    assert loaded.agreement is not None, [str(issue) for issue in loaded.issues]
    return loaded.agreement


def issues(clauses: str) -> list[Issue]:
    """What is wrong with an agreement of these clauses."""
    return list(check_agreement(parse_agreement(f"{HEAD}{clauses}")))
