"""Every moment that a clock can name: what happened, as a verb with a name."""

from __future__ import annotations

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.evaluate.compose import bound_query
from tripact.evaluate.handoff_completions import completion_trees
from tripact.evaluate.step import Step
from tripact.worktime.dated import END

STEP = Step(
    "moments",
    inputs=(
        "happenings",
        "clock_moments",
        "clock_lines",
        "account_ties",
        "account_consents",
        "attempts",
        "handoffs",
        "milestones",
        "signals",
    ),
    outputs={
        "journey": "bigint",
        "verb": "text",
        "name": "text",
        "ts": "bigint",
        "seq": "bigint",
        "day_precision": "boolean",
        "channel": "text",
        "own": "bigint",
    },
    says="something happened that a clock can name",
)

_FILES = (
    "clock_lines",
    "line_values",
    "contact_states",
    "basis_moments",
    "consent_moments",
    "account_consents",
    "happenings",
    STEP.name,
)


def moment_trees(agreement: Agreement, as_of: int) -> dict[str, exp.Query]:
    """Return the moments, and all that they are made of beside the steps of an evaluation, by name.

    Where a moment names the completion of a handoff they read ``known_fields`` too, which their reader gives.
    """
    bound = {"as_of": as_of, "end": END, "basis_required": int(agreement.contact.lawful_basis == "required")}
    return {**completion_trees(agreement), **{name: bound_query(name, bound) for name in _FILES}}
