"""What the parties want to reach together: pipeline, revenue, conversion, speed, retention."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from tripact.agreement.values import Clause, DatedPoints, Day, Names, Short, Texts, dated_schema
from tripact.worktime.dated import is_dated


class Scope(Clause):
    """Which segments and channels the agreement covers."""

    segments: Names = ()
    channels: Names = ()


class Target(Clause):
    """One goal: a ``value`` to reach, or a ``change`` against the own baseline ``by`` a date.

    Attributes:
        value: The number to reach; a rate is a share of 1.
        change: A relative change, such as ``-0.15`` for 15 % less.
        per: The period that the value is counted in.
        by: The last day to reach it.
        north_star: The one target that the others serve.
        owner: The party or team that answers for it.
    """

    title: Texts = ""
    value: DatedPoints | None = None
    change: Annotated[float, Field(ge=-1)] | None = None
    per: Literal["month", "quarter", "year"] | None = None
    by: Day | None = None
    north_star: bool = False
    owner: str = ""


def _valued(raw: object) -> object:
    return raw if isinstance(raw, dict) and not is_dated(raw) else {"value": raw}


Targets = dict[str, Annotated[Target, BeforeValidator(_valued), Short(dated_schema({"type": "number"}))]]
