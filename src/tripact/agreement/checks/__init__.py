"""Checks: one file each, each a function from an agreement to its issues."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tripact.agreement.agreement import Agreement
from tripact.agreement.checks.bands import check_bands
from tripact.agreement.checks.conflicts import check_conflicts
from tripact.agreement.checks.dates import check_dates
from tripact.agreement.checks.decided import check_decided
from tripact.agreement.checks.declared import check_declared
from tripact.agreement.checks.definitions import check_definitions
from tripact.agreement.checks.frameworks import check_frameworks
from tripact.agreement.checks.goals import check_goals
from tripact.agreement.checks.holidays import check_holidays
from tripact.agreement.checks.moves import check_moves
from tripact.agreement.checks.packages import check_packages
from tripact.agreement.checks.parties import check_parties
from tripact.agreement.checks.points import check_points
from tripact.agreement.checks.precedence import check_precedence
from tripact.agreement.checks.promises import check_promises
from tripact.agreement.checks.reach import check_reach
from tripact.agreement.checks.references import check_references
from tripact.agreement.checks.registering import check_registering
from tripact.agreement.checks.returning import check_returning
from tripact.agreement.checks.rules import check_rules
from tripact.agreement.checks.scope import check_scope
from tripact.agreement.checks.signals import check_signals
from tripact.agreement.checks.values import check_values
from tripact.agreement.checks.waiting import check_waiting
from tripact.agreement.checks.whose import check_whose
from tripact.agreement.checks.zones import check_zones
from tripact.agreement.issues import Issue
from tripact.agreement.loaded import Loaded

Check = Callable[[Agreement], Iterator[Issue]]

DEFAULT_CHECKS: tuple[Check, ...] = (
    check_declared,
    check_rules,
    check_decided,
    check_points,
    check_values,
    check_bands,
    check_waiting,
    check_precedence,
    check_signals,
    check_definitions,
    check_frameworks,
    check_moves,
    check_reach,
    check_parties,
    check_scope,
    check_references,
    check_promises,
    check_whose,
    check_conflicts,
    check_packages,
    check_registering,
    check_returning,
    check_goals,
    check_dates,
    check_zones,
    check_holidays,
)
"""Every check, names and rules first, as ``tripact check`` runs them."""

SAFE_ON_DRAFTS: tuple[Check, ...] = (check_rules, check_decided, check_moves, check_parties)
"""The checks that a fault elsewhere does not mislead: they look at one text, or at names that a draft keeps."""


def check_agreement(loaded: Loaded) -> tuple[Issue, ...]:
    """Return all issues of an agreement: of form, of shape and of logic, by file and line."""
    checks = DEFAULT_CHECKS if loaded.agreement else SAFE_ON_DRAFTS
    found = {issue for check in checks if loaded.draft for issue in check(loaded.draft)}
    return tuple(sorted({*loaded.issues, *found}))
