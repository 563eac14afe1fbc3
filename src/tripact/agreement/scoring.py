"""Fit, engagement, counts and intent: what makes a lead worth a call, as numbers of the agreement."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from tripact.agreement.values import Clause, DatedPoints, DatedRule, Names, Short, Window, dated_schema
from tripact.worktime.dated import Dated, is_dated
from tripact.worktime.instant import DAY, WEEK

NOTHING = Dated.plain(0.0)


class Attribute(Clause):
    """A property of a person, account or deal that rules and points may name.

    An account's attributes are inherited by its people and deals. Where ``values`` lists what the
    attribute can hold, a rule that says anything else is refused.
    """

    of: Literal["person", "account", "deal"] = "person"
    type: Literal["text", "number", "boolean"] = "text"
    values: Names = ()
    says: str = ""


class FitPoints(Clause):
    """Points for the values (or number bands such as ``50-1000``, ``1000+``) of one attribute."""

    points: dict[str, DatedPoints]
    otherwise: DatedPoints = Field(default=NOTHING, alias="else")


def _pointed(raw: object) -> object:
    """Read ``12`` or ``{from …: 12}`` as ``{points: …}``."""
    return raw if isinstance(raw, dict) and not is_dated(raw) else {"points": raw}


_NUMBER = Short(dated_schema({"type": "number"}))


class Penalty(Clause):
    """Points (negative) while a person's attribute of this name is true."""

    points: DatedPoints
    lasts: Window | None = None


class Fit(Clause):
    """Attribute points, normalised to 0-100 by the attainable maximum (methods §1.1).

    Every key beside ``penalties`` and ``missing`` is an attribute.
    """

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, FitPoints] = Field(init=False)

    penalties: dict[str, Annotated[Penalty, BeforeValidator(_pointed), _NUMBER]] = {}
    missing: Literal["zero"] = "zero"

    @property
    def attributes(self) -> dict[str, FitPoints]:
        """The points by attribute name, in the order of the file."""
        return self.__pydantic_extra__ or {}


class SignalPoints(Clause):
    """What one signal earns, and whether it counts as interaction (methods §1.2)."""

    points: DatedPoints
    keeps_warm: bool = True
    once_per: Window | None = None

    @property
    def weighs(self) -> bool:
        """Whether it can lift engagement or stop its decay; else no score is another one after it."""
        return self.keeps_warm or any(points for _, points in self.points.changes)


def _undated(raw: object) -> object:
    if is_dated(raw):
        raise ValueError("a rate of decay has no dates, because it works on all of the past; make a new version")
    return raw


class Decay(Clause):
    """How engagement falls without interaction: by ``rate`` for each idle period."""

    rate: Annotated[float, BeforeValidator(_undated), Field(ge=0, lt=1)]
    per: Literal["day", "week"] = "week"
    kind: Literal["idle_step", "continuous"] = "idle_step"

    @property
    def period(self) -> int:
        """The idle period in milliseconds."""
        return WEEK if self.per == "week" else DAY


class Engagement(Clause):
    """Points for what people do, decaying while they do nothing (methods §1.2)."""

    signals: dict[str, Annotated[SignalPoints, BeforeValidator(_pointed), _NUMBER]]
    decay: Decay


class Count(Clause):
    """A number that rules may name: signals of some kinds within a look-back window.

    ``distinct: session`` counts visits (a pause of ``gap`` or more begins the next one),
    ``distinct: topic`` counts different topics.
    """

    signals: Annotated[Names, Field(min_length=1)]
    within: Window
    distinct: Literal["session", "topic"] | None = None
    gap: Window | None = None


class Intent(Clause):
    """Tiers of buying intent, tried from the highest; none of them is tier 0 (methods §1.4)."""

    tier_3: DatedRule | None = Field(default=None, alias="tier 3")
    tier_2: DatedRule | None = Field(default=None, alias="tier 2")
    tier_1: DatedRule | None = Field(default=None, alias="tier 1")

    @property
    def tiers(self) -> tuple[tuple[int, Dated[Any]], ...]:
        """The rules that are given, as (tier, rule), highest first."""
        rules = ((3, self.tier_3), (2, self.tier_2), (1, self.tier_1))
        return tuple((tier, rule) for tier, rule in rules if rule is not None)
