"""Losses that were none, because the deal was reopened in time (methods C14)."""

from __future__ import annotations

from tripact.agreement.agreement import Agreement
from tripact.evaluate.step import Step

STEP = Step(
    "void_losses",
    inputs=("recorded",),
    outputs={"deal": "bigint", "seq": "bigint", "lost_at": "bigint", "reopened_at": "bigint"},
    says="a move into a lost stage is void, because the deal was reopened in time",
    parameters=("grace",),
)

_NEVER = -1


def reopen_grace(agreement: Agreement) -> int:
    """Return within how many milliseconds a reopened deal was never lost; -1 where nothing is agreed."""
    grace = agreement.forecast.reopen_grace if agreement.forecast else None
    return grace.milliseconds if grace else _NEVER
