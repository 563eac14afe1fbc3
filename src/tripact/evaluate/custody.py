"""Whose time it was: the wall time of each clock in shares of system, human, customer, consent and partner (CLK-7)."""

from __future__ import annotations

from typing import NamedTuple

from tripact.evaluate.step import Step

STEP = Step(
    "custody",
    inputs=("clock_budgets", "clock_rules", "clock_pauses", "owner_states", "owners_recorded"),
    outputs={
        "id": "bigint",
        "commitment": "text",
        "journey": "bigint",
        "run": "bigint",
        "started_at": "bigint",
        "ended_at": "bigint",
        "elapsed": "bigint",
        "system_share": "bigint",
        "human_share": "bigint",
        "customer_share": "bigint",
        "consent_share": "bigint",
        "partner_share": "bigint",
    },
    says="the time of a clock was so much each party's",
    parameters=("as_of",),
)


class Custody(NamedTuple):
    """The shares of one clock's wall time, in milliseconds; they add up to ``elapsed``."""

    id: int
    commitment: str
    journey: int
    run: int
    started_at: int
    ended_at: int
    elapsed: int
    system_share: int
    human_share: int
    customer_share: int
    consent_share: int
    partner_share: int
