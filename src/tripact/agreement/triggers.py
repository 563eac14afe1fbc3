"""The moments that start, stop, pause and lift clocks: ``stage mql``, ``attempt``, ``left mql``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BeforeValidator, PlainValidator, WithJsonSchema

Names = Literal["stage", "signal", "definition", "handoff", "milestone", "activity", "nothing"]

VERBS: dict[str, tuple[Names, str]] = {
    "stage": ("stage", "the subject enters the stage"),
    "left": ("stage", "the subject leaves the stage"),
    "definition": ("definition", "the definition becomes true"),
    "signal": ("signal", "a signal of this kind is received"),
    "sent": ("handoff", "the handoff is sent"),
    "accepted": ("handoff", "the handoff is accepted"),
    "returned": ("handoff", "the handoff comes back with a reason"),
    "completed": ("handoff", "the handoff is sent and everything it requires is known, whatever its sender says"),
    "milestone": ("milestone", "the customer reaches the milestone"),
    "held": ("activity", "a meeting of this kind is held"),
    "booked": ("activity", "a meeting of this kind is booked"),
    "attempt": ("nothing", "somebody tries to reach the person"),
    "touch": ("nothing", "an attempt or an automatic message reaches out"),
    "reply": ("nothing", "the person answers"),
    "hand_raise": ("nothing", "the person asks for contact, by a signal that 'contact: hand_raisers' lists"),
    "opt_out": ("nothing", "the person objects to contact; where it ends or pauses a clock, on the last channel left"),
    "no_basis": ("nothing", "the person is there without a lawful basis for contact; of an account, nobody has one"),
    "consent": ("nothing", "the person gives consent; where it lifts something, with no channel objected to any more"),
    "waiting_on_customer": ("nothing", "the next step is the customer's"),
    "customer_back": ("nothing", "the customer has taken the step"),
    "owner_changed": ("nothing", "the record gets another owner"),
}
"""Each verb with what its name refers to and what it means."""


@dataclass(frozen=True)
class Trigger:
    """One kind of moment.

    Attributes:
        verb: One of ``VERBS``.
        name: Of which stage, signal, handoff …; empty where the verb stands alone.
    """

    verb: str
    name: str = ""

    def __str__(self) -> str:
        """As written in the agreement."""
        return f"{self.verb} {self.name}".rstrip()


def parse_trigger(raw: object) -> Trigger:
    """Return the trigger that ``raw`` says.

    Raises:
        ValueError: If it is none; the message lists the known ones.
    """
    if isinstance(raw, Trigger):
        return raw
    verb, _, name = raw.partition(" ") if isinstance(raw, str) else ("", "", "")
    if verb not in VERBS or bool(name) == (VERBS[verb][0] == "nothing") or " " in name:
        raise ValueError(f"'{raw}' is not a moment that can be observed; known are {_known()}")
    return Trigger(verb, name)


def _known() -> str:
    return ", ".join(f"'{verb}'" if of == "nothing" else f"'{verb} {of.upper()}'" for verb, (of, _) in VERBS.items())


_TEXT_SCHEMA = {"type": "string", "pattern": rf"^({'|'.join(VERBS)})( [a-z0-9_]+)?$"}
_ONE = WithJsonSchema(_TEXT_SCHEMA)

Moment = Annotated[Trigger, PlainValidator(parse_trigger), _ONE]
"""One moment, written ``verb`` or ``verb name``."""

Moments = Annotated[
    tuple[Moment, ...],
    BeforeValidator(lambda raw: tuple(raw) if isinstance(raw, (list, tuple)) else (raw,)),
    WithJsonSchema({"anyOf": [_TEXT_SCHEMA, {"type": "array", "items": _TEXT_SCHEMA}]}),
]
"""One moment or a list; the first that happens counts."""
