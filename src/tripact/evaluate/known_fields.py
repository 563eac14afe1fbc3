"""Which fields are known of whom, and since when: the one reading of every ``requires`` and ``fields``.

Gates, the stage audit and the completeness of packages ask this relation; nobody else decides what
``contact`` or ``value`` means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.evaluate.compose import bind, bound_query, composed_once, literal, read_query, values_relation
from tripact.evaluate.parameters import Relation
from tripact.evaluate.pass_fields import STEP as PASS_FIELDS
from tripact.evaluate.scope import EVERYTHING, Scope
from tripact.evaluate.stated_fields import STEP as STATED_FIELDS
from tripact.evaluate.step import Step
from tripact.worktime.dated import END

STEP = Step(
    "known_fields",
    inputs=("stated_fields", "pass_fields"),
    outputs=PASS_FIELDS.outputs,
    says="a field was known of a person, a deal or an account",
)

_FILES = ("bearers", "pass_ends", "pass_facts", PASS_FIELDS.name, STEP.name)
KEPT_FIELDS = (STATED_FIELDS.name, PASS_FIELDS.name)
"""What several readers of ``known_fields`` share. Of the first, nothing waits for where anybody stands."""


@dataclass(frozen=True)
class Source:
    """A fact that carries a field.

    Attributes:
        kind: What carries it, as the relation calls it.
        name: Which of its kind; empty where there is one alone.
        how: How a person states it, as an example of ``tripact record``.
    """

    kind: str
    name: str
    how: str


_IDENTITY = Source("identity", "", 'identity --json \'{"person": "ID", "identified_by": "form", "email": "…"}\'')
_ACCOUNT = Source("account", "", 'link --json \'{"person": "ID", "relation": "belongs_to", "other": "ACCOUNT"}\'')
_CONSENT = Source("consent", "", 'consent --json \'{"person": "ID", "state": "given", "basis": "consent"}\'')
_SENT = Source("handoff", "sent", 'handoff --json \'{"person": "ID", "handoff": "NAME", "action": "sent"}\'')
_ACCEPTED = Source(
    "handoff", "accepted", 'handoff --json \'{"person": "ID", "handoff": "NAME", "action": "accepted"}\''
)
_ATTEMPT = Source("attempt", "", 'attempt --json \'{"person": "ID", "channel": "call"}\'')
_ANSWER = Source("answer", "", 'answer --json \'{"person": "ID", "question": "NAME", "met": true, "evidence": "…"}\'')
_NOTE = Source("note", "", _ANSWER.how)
_USAGE = Source("usage", "", 'usage --json \'{"account": "ID", "action": "NAME"}\'')
_MOVE = Source("stage", "", 'move --json \'{"deal": "ID", "stage": "NAME"}\'')


def _deal(name: str, example: str) -> Source:
    return Source("deal", name, f'deal --json \'{{"deal": "ID", "{name}": {example}}}\'')


def _reason(kind: str, stage: str) -> Source:
    return Source("reason", kind, f'move --json \'{{"person": "ID", "stage": "{stage}", "reason": "NAME"}}\'')


CARRIED: dict[str, tuple[Source, ...]] = {
    "contact": (_IDENTITY,),
    "email_or_phone": (_IDENTITY,),
    "email": (_IDENTITY,),
    "phone": (_IDENTITY,),
    "company": (_ACCOUNT,),
    "account": (_ACCOUNT,),
    "workspace": (_ACCOUNT,),
    "lawful_basis": (_CONSENT,),
    "consent": (_CONSENT,),
    "contact_task": (_SENT, _ACCEPTED, _ATTEMPT),
    "accepted_by": (_ACCEPTED,),
    "discovery_note": (_NOTE,),
    "qualification": (_ANSWER,),
    "active_users": (_USAGE,),
    "key_features_used": (_USAGE,),
    "stage": (_MOVE,),
    "value": (_deal("amount", '"40000"'),),
    "amount": (_deal("amount", '"40000"'),),
    "currency": (_deal("currency", '"EUR"'),),
    "close_date": (_deal("close_date", '"2026-12-31"'),),
    "list_amount": (_deal("list_amount", '"40000"'),),
    "owner": (_deal("owner", '"NAME"'),),
    "next_step": (_deal("next_step", '"…"'),),
    "next_step_due": (_deal("next_step_due", '"2026-12-31"'),),
    "next_step_expected": (_deal("next_step_expected", '"…"'),),
    "recycle_reason": (_reason("recycle", "nurture"),),
    "disqualify_reason": (_reason("disqualified", "disqualified"),),
    "loss_reason": (_reason("lost", "lost"), _deal("loss_reason", '"NAME"')),
}
"""Fields that facts of their own carry; every field may also be an attribute, a met answer or a milestone."""


def sources_of(field: str) -> tuple[Source, ...]:
    """Return what carries a field, the plainest way first."""
    attribute = Source("attribute", field, f'attribute --json \'{{"person": "ID", "name": "{field}", "value": "…"}}\'')
    answer = Source("answer", field, f'answer --json \'{{"person": "ID", "question": "{field}", "met": true}}\'')
    milestone = Source("milestone", field, f'milestone --json \'{{"deal": "ID", "milestone": "{field}"}}\'')
    return (*CARRIED.get(field, ()), attribute, answer, milestone)


def required_fields(agreement: Agreement) -> tuple[str, ...]:
    """Return every field that a stage, a definition or a handoff of the agreement requires."""
    return tuple(dict.fromkeys(_required(agreement)))


def _required(agreement: Agreement) -> Iterator[str]:
    for stage in agreement.stages.values():
        yield from stage.leave.requires
        for fields in stage.fields.values():
            yield from fields
    for definition in agreement.definitions.values():
        yield from definition.requires
    for handoff in agreement.handoffs.values():
        yield from handoff.requires


def field_sources(fields: Iterable[str]) -> Relation:
    """Return the relation ``field_sources``: which facts carry each of these fields."""
    rows = tuple((field, source.kind, source.name) for field in fields for source in sources_of(field))
    return Relation({"field": "text", "source": "text", "name": "text"}, rows)


def known_fields_trees(
    agreement: Agreement, scope: Scope = EVERYTHING, fields: Iterable[str] | None = None
) -> dict[str, exp.Query]:
    """Return the relation ``known_fields`` and all that it is made of, to be chained to an evaluation's own.

    Args:
        agreement: Tells which fields there are, and what outcomes of attempts mean.
        scope: Whose verdicts are wanted.
        fields: Those that are asked for; every one that is required anywhere unless given.

    Example:
        ``evaluation.query(chain(exp.select("*").from_("known_fields"), known_fields_trees(agreement)))``
    """
    asked = required_fields(agreement) if fields is None else fields
    sources = field_sources(asked)
    return {
        "field_sources": values_relation(sources.columns, sources.rows),
        **{name: bound_query(name, {"end": END}) for name in _FILES},
        STATED_FIELDS.name: _stated_fields(scope.judged),
    }


@composed_once
def _stated_fields(judged: str) -> exp.Query:
    wanted = Scope(judged=judged).judges(exp.column("account"))
    return bind(read_query(STATED_FIELDS.name), {"end": literal(END), "judged": wanted})
