"""What the parties promise each other in time: responses, attempts, and rests that must be kept."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from tripact.agreement.triggers import Moments
from tripact.agreement.values import TEXT, Clause, DatedRule, DatedSpan, Names, Rest, Short, Texts, Window, dated_schema

_PERCENT = re.compile(r"(\d{1,4})%")


def _share(raw: object) -> float:
    match = _PERCENT.fullmatch(raw) if isinstance(raw, str) else None
    if not match:
        raise ValueError(f"'{raw}' is not a share of the time; write '50%'")
    return int(match.group(1)) / 100


Share = Annotated[float, PlainValidator(_share), WithJsonSchema({"type": "string", "pattern": r"^\d{1,4}%$"})]
"""A share of the promised time, written ``75%``."""


class Needs(Clause):
    """How much must happen for the promise to be kept.

    Attributes:
        attempts: At least so many attempts.
        at_most: And no more than so many.
        channels: On at least so many different channels.
        spacing: At least so much time between two that count.
    """

    attempts: Annotated[int, Field(ge=1)] = 1
    at_most: Annotated[int, Field(ge=1)] | None = None
    channels: Annotated[int, Field(ge=1)] = 1
    spacing: Window | None = None


class Aim(Clause):
    """The objective: what the parties try for, beside what they promise."""

    within: DatedSpan
    attempts: Annotated[int, Field(ge=1)] | None = None
    channels: Annotated[int, Field(ge=1)] | None = None


class Pause(Clause):
    """A time that does not count, and whose share of the elapsed time it is."""

    since: Moments = Field(alias="from")
    until: Moments
    share: Literal["customer", "consent", "system", "partner"] = "customer"


class Escalation(Clause):
    """One step of the ladder, taken once when that share of the time is used up."""

    at: Share
    notify: Names = ()
    reassign: bool = False


def _within(raw: object) -> object:
    return raw if isinstance(raw, dict) and "within" in raw else {"within": raw}


def _tuple(raw: object) -> object:
    return tuple(raw) if isinstance(raw, list) else raw


def _by_reason(raw: object) -> object:
    return raw if isinstance(raw, dict) else {"else": raw}


class Commitment(Clause):
    """One clock.

    Attributes:
        kind: ``response``: something must happen in time. ``attempts``: so often, in time.
            ``prohibition``: something must not happen until the time is over.
        between: The parties that promise it to each other.
        owner: The party that has to act; without it the last of ``between``.
        when: A rule over the values of the subject at the start; without it always.
        starts: What starts the clock.
        stops: What fulfils it (for attempts: what ends the obligation early).
        cancels: What makes it void.
        pauses: Times that do not count.
        within: The commitment. Every breach is counted.
        aim: The objective.
        needs: How many attempts, on how many channels.
        calendar: The working calendar; without it that of the owner.
        whose: Whose calendar counts.
        handover: Whether a new owner's calendar takes over (``switch``) or not (``keep``).
        warn: Shares of the time at which the owner is warned.
        escalate: The ladder after that.
        forbids: For a prohibition: what must not happen.
        until: For a prohibition: how long, by recycle reason (``else`` for the others), or
            ``rest`` for the rest windows of the recycle section.
        lifts: For a prohibition: what ends it early.
    """

    kind: Literal["response", "attempts", "prohibition"] | None = None
    title: Texts = ""
    between: Names = ()
    owner: str | None = None
    when: DatedRule | None = None
    starts: Moments
    stops: Moments = ()
    cancels: Moments = ()
    pauses: Annotated[tuple[Pause, ...], BeforeValidator(_tuple)] = ()
    within: DatedSpan | None = None
    aim: Annotated[Aim, BeforeValidator(_within), Short(dated_schema(TEXT))] | None = None
    needs: Needs | None = None
    calendar: str | None = None
    whose: Literal["team", "owner", "customer"] = "team"
    handover: Literal["keep", "switch"] = "keep"
    warn: Annotated[tuple[Share, ...], BeforeValidator(_tuple)] = ()
    escalate: Annotated[tuple[Escalation, ...], BeforeValidator(_tuple)] = ()
    forbids: Moments = ()
    until: Literal["rest"] | Annotated[dict[str, Rest], BeforeValidator(_by_reason), Short(TEXT)] | None = None
    lifts: Moments = ()

    @property
    def sort(self) -> Literal["response", "attempts", "prohibition"]:
        """The kind, stated or evident from what is given."""
        if self.kind:
            return self.kind
        return "prohibition" if self.forbids else "attempts" if self.needs else "response"

    @property
    def answers(self) -> str | None:
        """The party that has to act."""
        return self.owner or (self.between[-1] if self.between else None)
