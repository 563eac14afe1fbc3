"""The words the agreement defines: ICP, MQL, SQL, SQO, PQL as rules or gates."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator

from tripact.agreement.values import TEXT, Clause, DatedRule, Names, Short, Texts, Window, dated_schema
from tripact.worktime.dated import is_dated
from tripact.worktime.duration import Duration, parse_duration


def _gates(raw: object) -> object:
    """Read a bare gate as that of the definition's own framework, which is not named again."""
    return {"": raw} if isinstance(raw, str) else raw


Gates = Annotated[dict[str, str], BeforeValidator(_gates), Short(TEXT)]


class Definition(Clause):
    """One defined term, in one of four forms.

    Attributes:
        says: What the term means, in words.
        rule: A rule over the values of a person (ICP, MQL).
        account: A rule over the usage of an account ``within`` a window (PQL).
        rearm: How long nobody works on an account after its PQL was settled before it can be one again;
            None: once only.
        framework: The qualification framework it rests on; of several, the one where the segment is
            unknown, or has none of its own here.
        met: ``3 of [a, b, c, d]`` answers of the ``framework``, or so by framework (SQL). Each segment is
            judged by its own.
        requires: Fields that must be there (SQO).
    """

    says: Texts = ""
    rule: DatedRule | None = None
    account: DatedRule | None = None
    within: Window | None = None
    rearm: Window | None = None
    framework: str | None = None
    met: Gates = {}
    requires: Names = ()

    @property
    def gates(self) -> dict[str, str]:
        """What it is ``met`` by, by framework; empty where it does not rest on answers."""
        return {name or self.framework or "": met for name, met in self.met.items()}


def _stated(raw: object) -> object:
    """Read a bare rule text (or a dated one) as ``{rule: …}``."""
    return {"rule": raw} if isinstance(raw, str) or is_dated(raw) else raw


_WINDOW = parse_duration("90 days")

Definitions = dict[str, Annotated[Definition, BeforeValidator(_stated), Short(dated_schema(TEXT))]]


class Reporting(Clause):
    """What reports may be split by, and the default horizon of cohort rates.

    Attributes:
        dimensions: Attributes by which reports may be split.
        horizon: The window within which a step must be taken to count. Without it rates are those so far, and
            reports that cannot do without a window take 90 days.
    """

    dimensions: Names = ()
    horizon: Window | None = None

    @property
    def window(self) -> Duration:
        """The horizon, or 90 days where none is stated."""
        return self.horizon or _WINDOW
