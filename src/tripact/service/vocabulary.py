"""The agreement's own words in a statement: stages, reasons, handoffs, frameworks, milestones, attributes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from tripact.agreement.agreement import Agreement
from tripact.agreement.names import attribute_names
from tripact.agreement.spelling import suggest
from tripact.evaluate.gate_parameters import reasons
from tripact.evaluate.known_fields import required_fields
from tripact.evaluate.qualification import questions
from tripact.evaluate.refusals import Refusal
from tripact.ledger.kinds import instant_fields
from tripact.ledger.ranges import RANGES
from tripact.ledger.words import DECIMAL, TRUTHS
from tripact.service.statements import Statement

ACTIONS = ("sent", "acknowledged", "accepted", "returned")
"""What may be said of a handoff; whether it is complete is asked of what is known (decision 0012)."""
REGISTERED = ("extended", "withdrawn")
"""What else may happen to the handoff by which partners register deals (decision 0013)."""
_OF_PARTNERS = (None, "sent", *REGISTERED)
"""What a partner does with a registration; the rest is ours to do."""
STATES = ("given", "withdrawn", "objected")
"""What a person may say about being contacted."""
RELATIONS = ("merged", "converted", "belongs_to", "takes_part")
MOVEMENTS = ("new", "expansion", "contraction", "churn", "reactivation")
DIRECTIONS = ("outbound", "inbound")
DECISIONS = ("approved", "rejected")
"""What may be decided on an excuse."""
CLAIMS = ("claimed", *DECISIONS)
STANDING = ("owner", "procurement_started")
"""Attributes that verdicts read although no agreement declares them."""

Words = Iterator[Refusal]


def check_words(agreement: Agreement, statement: Statement) -> list[Refusal]:
    """Return every word of a statement that the agreement does not know."""
    check = _CHECKS.get(statement.kind)
    return [*(check(agreement, statement) if check else ()), *_ranges(statement)]


def _among(statement: Statement, field: str, known: Iterable[str], rule: str) -> Words:
    said = statement.body.get(field)
    if said is not None and said not in (names := tuple(known)):
        yield Refusal(rule, f"'{said}' is no {field} of the agreement. {suggest(str(said), names)}", field)


def _listed(statement: Statement, field: str, known: tuple[str, ...]) -> Words:
    said = statement.body.get(field)
    if said is not None and said not in known:
        yield Refusal(f"unknown-{field}", f"'{said}' is no {field}. {suggest(str(said), known)}", field)


def _move(agreement: Agreement, statement: Statement) -> Words:
    yield from _among(statement, "stage", agreement.stages, "unknown-stage")


def _handoff(agreement: Agreement, statement: Statement) -> Words:
    yield from _among(statement, "handoff", agreement.handoffs, "unknown-handoff")
    yield from _happened(agreement, statement)
    action = statement.body.get("action")
    handoff = agreement.handoffs.get(str(statement.body.get("handoff")))
    if handoff and action == "returned" and handoff.returns:
        where = agreement.where("handoffs", str(statement.body.get("handoff")), "returns")
        reason = statement.body.get("reason")
        if reason not in handoff.returns:
            said = f"'{reason}' is no reason for a return. " if reason else "What is returned needs a reason. "
            yield Refusal("reason", said + suggest(str(reason or ""), handoff.returns), "reason", where)


def _happened(agreement: Agreement, statement: Statement) -> Words:
    """Yield what is wrong with what happened to a handoff; a registration is told by its partner."""
    partners, action = agreement.partners, statement.body.get("action")
    registers = partners is not None and statement.body.get("handoff") == partners.registration
    if action is None and not registers:
        yield Refusal("missing", f"Say what happened to it: {', '.join(ACTIONS)}.", "action")
    yield from _listed(statement, "action", (*ACTIONS, *REGISTERED) if registers else ACTIONS)
    if registers and action in _OF_PARTNERS and not statement.body.get("actor"):
        message = "A registration is held by a partner: name the one who says so as 'actor'."
        yield Refusal("missing", message, "actor", agreement.where("partners", "registration"))


def _answer(agreement: Agreement, statement: Statement) -> Words:
    framework, said = statement.body.get("framework"), str(statement.body.get("question"))
    if framework is not None and framework not in agreement.qualification:
        yield from _among(statement, "framework", agreement.qualification, "unknown-framework")
        return
    names = [str(framework)] if framework else list(agreement.qualification)
    known = {question for name in names for question in questions(agreement)[name]}
    parts = (agreement.qualification[name].dimensions.get(said) for name in names)
    several = next((each.answers for each in parts if each and each.answers), ())
    if said not in known and several:
        # A dimension of several answers is answered one by one.
        message = f"'{said}' is met by several answers. State each: {', '.join(several)}."
        yield Refusal("unknown-question", message, "question")
        return
    fields = () if framework else required_fields(agreement)
    yield from _among(statement, "question", sorted({*known, *fields}), "unknown-question")


def _milestone(agreement: Agreement, statement: Statement) -> Words:
    yield from _among(statement, "milestone", agreement.milestones, "unknown-milestone")


def _deal(agreement: Agreement, statement: Statement) -> Words:
    lost = reasons(agreement).get("lost", ())
    if lost:
        yield from _among(statement, "loss_reason", lost, "unknown-reason")
    yield from _money(statement)


def _money(statement: Statement) -> Words:
    currency = statement.body.get("currency")
    if currency is not None and not re.fullmatch(r"[A-Z]{3}", str(currency)):
        message = f"'{currency}' is no currency. Write three capital letters, such as EUR."
        yield Refusal("unknown-currency", message, "currency")


def _attribute(agreement: Agreement, statement: Statement) -> Words:
    if sum(each is not None for each in statement.about) > 1:
        yield Refusal("subject", "An attribute is of one subject: a person, an account or a deal.", "person")
    yield from _among(statement, "name", _attributes(agreement), "unknown-attribute")
    named = attribute_names(agreement, "person", "account", "deal").get(str(statement.body.get("name")))
    value = statement.body.get("value")
    if named is None or value in (None, ""):
        return
    if named.values:
        yield from _among(statement, "value", named.values, "unknown-value")
    elif named.type == "number" and not re.fullmatch(DECIMAL, str(value)):
        yield Refusal("type", f"'{statement.body['name']}' is a number, '{value}' is none.", "value")
    elif named.type == "boolean" and str(value).lower() not in TRUTHS:
        yield Refusal("type", f"'{statement.body['name']}' is true or false, '{value}' is neither.", "value")


def _attributes(agreement: Agreement) -> tuple[str, ...]:
    declared = attribute_names(agreement, "person", "account", "deal")
    return tuple(dict.fromkeys([*declared, *required_fields(agreement), *STANDING]))


def _consent(_agreement: Agreement, statement: Statement) -> Words:
    yield from _listed(statement, "state", STATES)


def _attempt(_agreement: Agreement, statement: Statement) -> Words:
    yield from _listed(statement, "direction", DIRECTIONS)


def _excuse(agreement: Agreement, statement: Statement) -> Words:
    yield from _among(statement, "commitment", agreement.clocks, "unknown-commitment")
    yield from _listed(statement, "action", CLAIMS)


def lacking(excuse: Mapping[str, object]) -> Words:
    """Yield what an excuse does not say and must: what is done, who decided, and why it is approved."""
    action = excuse.get("action")
    if action is None:
        yield Refusal("missing", f"Say what is done with the excuse: {', '.join(CLAIMS)}.", "action")
    if action in DECISIONS and not excuse.get("approver"):
        yield Refusal("missing", "A decision on an excuse needs 'approver': who decided.", "approver")
    if action == "approved" and not excuse.get("reason"):
        yield Refusal("missing", "An approval needs 'reason': why the breach is excused.", "reason")


def _revenue(_agreement: Agreement, statement: Statement) -> Words:
    yield from _listed(statement, "movement", MOVEMENTS)
    yield from _money(statement)


_CONVERTED = "Only a deal is converted from a person: name the deal, and the person as 'other'."


def _link(_agreement: Agreement, statement: Statement) -> Words:
    yield from _listed(statement, "relation", RELATIONS)
    if statement.body.get("relation") == "takes_part":
        yield from _part(statement)
        return
    if not statement.body.get("other"):
        yield Refusal("missing", "A link needs 'other': the id of the other subject.", "other")
    if sum(each is not None for each in statement.about) > 1:
        yield Refusal("subject", "A link is of one subject: a person, an account or a deal.", "person")
    if statement.body.get("relation") == "merged" and statement.body.get("other") in tuple(statement.about):
        yield Refusal("subject", "Nobody is merged into themselves: 'other' is the one that stays.", "other")
    if statement.body.get("relation") == "converted" and statement.about.deal is None:
        yield Refusal("missing", _CONVERTED, "deal")


def _part(statement: Statement) -> Words:
    """A stakeholder: the person and the deal are both named, and nobody else."""
    for name in ("person", "deal"):
        if getattr(statement.about, name) is None:
            yield Refusal(
                "missing", f"Who takes part in what: name the person and the deal; '{name}' is missing.", name
            )
    if statement.body.get("other"):
        yield Refusal("unknown-key", "'takes_part' names no other: the person takes part in the deal.", "other")


def _ranges(statement: Statement) -> Words:
    for name, (low, high) in RANGES.get(statement.kind, {}).items():
        said = statement.body.get(name)
        if said is None or isinstance(said, bool) or name in instant_fields(statement.kind):
            continue  # instants were read from dates of years that can be
        if not low <= Decimal(str(said)) <= high:
            yield Refusal("range", f"'{name}' is at least {low:,} and at most {high:,}; {said} is not.", name)


_CHECKS: dict[str, Callable[[Agreement, Statement], Words]] = {
    "move": _move,
    "handoff": _handoff,
    "answer": _answer,
    "milestone": _milestone,
    "deal": _deal,
    "attribute": _attribute,
    "consent": _consent,
    "attempt": _attempt,
    "excuse": _excuse,
    "revenue": _revenue,
    "link": _link,
}
