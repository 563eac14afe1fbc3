"""Every moment that a clock can name: what happened, as a verb with a name."""

from __future__ import annotations

from collections.abc import Iterable

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.signals import WAITING
from tripact.evaluate.account_moments import STEP as ACCOUNTS
from tripact.evaluate.clock_lines import STEP as LINES
from tripact.evaluate.clock_parameters import clock_parameters
from tripact.evaluate.compose import (
    bind,
    bound_query,
    branches_of,
    composed_once,
    read_query,
    tables_of,
    values_relation,
)
from tripact.evaluate.handoff_completions import completion_trees
from tripact.evaluate.happenings import STEP as HAPPENINGS
from tripact.evaluate.reaching import judges_accounts
from tripact.evaluate.scope import Scope
from tripact.evaluate.step import Step
from tripact.worktime.dated import END

STEP = Step(
    "moments",
    inputs=("named_happenings", "clock_lines", "account_moments"),
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
    parameters=("judged",),
)

_FILES = (
    "clock_lines",
    "line_values",
    "contact_states",
    "basis_moments",
    "consent_moments",
    "account_consents",
    "named_happenings",
    ACCOUNTS.name,
)
_VERBS: dict[str, tuple[str, ...]] = {
    "attempt_meanings": ("booked", "held"),
    "consent_moments": ("objection", "opt_out", "consent", "no_objection"),
    "handoffs": ("sent", "accepted", "returned"),
    "signal_verbs": ("hand_raise", *WAITING),
}
"""The verbs that a relation gives of its own, where a branch of the happenings does not write one."""


def moment_trees(agreement: Agreement, as_of: int, scope: Scope) -> dict[str, exp.Query]:
    """Return the moments, and all that they are made of beside the steps of an evaluation, by name.

    What no clock of the agreement can ask for is not looked for: verbs that none says, accounts
    where no clock runs on one. Where a moment names the completion of a handoff they read ``known_fields`` too, which
    their reader gives.
    """
    bound = {"as_of": as_of, "end": END, "basis_required": int(agreement.contact.lawful_basis == "required")}
    trees = {**completion_trees(agreement), **{name: bound_query(name, bound) for name in _FILES}}
    trees[HAPPENINGS.name] = _happenings(_said(agreement))
    trees[STEP.name] = bind(read_query(STEP.name), {"judged": scope.judges(exp.column("journey", "w"))})
    return trees if judges_accounts(agreement) else {**trees, **_of_nobody_else()}


def own_moment_trees(agreement: Agreement, as_of: int, scope: Scope, verbs: Iterable[str]) -> dict[str, exp.Query]:
    """Return the same, of these verbs alone: what is a line's own (``own = 1``), without what it shares with others."""
    trees = {**moment_trees(agreement, as_of, scope), **_of_nobody_else()}
    return {**trees, HAPPENINGS.name: _happenings(frozenset(verbs))}


def _of_nobody_else() -> dict[str, exp.Query]:
    """Return the lines of further deals alone, and no moments of accounts."""
    return {LINES.name: _of_deals(), ACCOUNTS.name: values_relation(ACCOUNTS.outputs, ())}


def _said(agreement: Agreement) -> frozenset[str]:
    """Return the verbs that clocks say."""
    return frozenset(str(verb) for _, _, _, verb, _ in clock_parameters(agreement)["clock_moments"].rows)


@composed_once
def _of_deals() -> exp.Query:
    return branches_of(read_query(LINES.name), LINES.outputs, lambda branch: "further_deals" in tables_of(branch))


@composed_once
def _happenings(said: frozenset[str]) -> exp.Query:
    """Return what happened in these words."""
    query = read_query(HAPPENINGS.name)
    return branches_of(query, HAPPENINGS.outputs, lambda branch: not said.isdisjoint(_verbs(branch)))


def _verbs(branch: exp.Select) -> tuple[str, ...]:
    """Return the verbs that a branch of the happenings can give."""
    verb = branch.selects[list(HAPPENINGS.outputs).index("verb")].unalias()
    if isinstance(verb, exp.Literal):
        return (verb.name,)
    assert isinstance(verb, exp.Column)
    read = {each.alias_or_name: each.name for each in branch.find_all(exp.Table)}
    return _VERBS[read[verb.table] if verb.table else next(iter(read.values()))]
