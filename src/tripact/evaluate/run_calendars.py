"""Whose calendar each run of a clock is counted on (methods §3.2): the team's, the owner's or the customer's."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.evaluate.calendars import numbered
from tripact.evaluate.clock_parameters import promises
from tripact.evaluate.compose import read_query
from tripact.evaluate.parameters import Relation
from tripact.evaluate.step import Step

STEP = Step(
    "run_calendars",
    inputs=(
        "clock_runs",
        "run_whose",
        "owner_states",
        "clock_lines",
        "attribute_states",
        "account_states",
        "whose_calendars",
    ),
    outputs={"whose": "text", "named": "text", "ran_on": "bigint"},
    says="a run of clock_runs is counted on this calendar, for this owner or customer",
)


def run_calendars(agreement: Agreement) -> exp.Query:
    """Return the step; where no commitment asks for other calendars, each run has the one of its commitment."""
    if any(_whose(agreement)):
        return read_query(STEP.name)
    nobody = exp.cast(exp.null(), "text")
    told = (exp.alias_(nobody, "whose"), exp.alias_(nobody.copy(), "named"), "r.calendar as ran_on")
    return exp.select("r.*", *told).from_("clock_runs as r")


def whose_parameters(agreement: Agreement) -> dict[str, Relation]:
    """Return whose calendar each clock takes, and which calendar owners and customers have."""
    numbers, whose = numbered(agreement), agreement.whose
    owners = [("owner", owner, numbers[name]) for owner, name in whose.owner.items()]
    customers = [
        ("customer", value, numbers[name]) for values in whose.customer.values() for value, name in values.items()
    ]
    return {
        "run_whose": Relation({"commitment": "text", "whose": "text", "attribute": "text"}, tuple(_whose(agreement))),
        "whose_calendars": Relation(
            {"whose": "text", "named": "text", "calendar": "bigint"}, tuple(owners + customers)
        ),
    }


def _whose(agreement: Agreement) -> Iterator[tuple[str, str, str | None]]:
    attribute = next(iter(agreement.whose.customer), None)
    for promise in promises(agreement):
        if promise.commitment.whose != "team":
            yield promise.key, promise.commitment.whose, attribute
