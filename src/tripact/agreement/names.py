"""The names that rules may say, with type, meaning and range: one documented set per kind of rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from tripact.agreement.agreement import Agreement
from tripact.agreement.scoring import Attribute, Fit, FitPoints
from tripact.worktime.dated import Dated

NameType = Literal["number", "text", "boolean"]


@dataclass(frozen=True)
class Name:
    """One name.

    Attributes:
        type: What it holds.
        says: What it means, for people.
        slow: Whether it changes only when a fact about the subject is corrected or added (fit,
            attributes), unlike what every signal and mere time change.
        low: The least value it can have, if there is one.
        high: The greatest value it can have, if there is one.
        values: The texts it can hold, if the agreement lists them.
        refused: Why a rule of this kind must not say it, if it must not.
    """

    type: NameType
    says: str
    slow: bool = False
    low: float | None = None
    high: float | None = None
    values: tuple[str, ...] = ()
    refused: str = ""


_NOT_IN_TIERS = "a tier of intent rests on counts, attributes and fit, not on engagement or on intent itself"


def names_of(agreement: Agreement) -> dict[str, Name]:
    """Return the names of rules over a person: definitions, re-promotion, commitments."""
    return {
        **attribute_names(agreement, "person", "account"),
        **_fit(agreement.fit),
        **_counts(agreement),
        **_behaviour(agreement),
    }


def tier_names(agreement: Agreement) -> dict[str, Name]:
    """Return the names of intent tier rules: everything but engagement and the tier itself."""
    later = dict.fromkeys(("engagement", "intent"), Name("number", "", refused=_NOT_IN_TIERS))
    return {**names_of(agreement), **later}


def refusing(names: Mapping[str, Name], agreement: Agreement, subject: str) -> dict[str, Name]:
    """Return ``names`` and, refused with the reason, the attributes of other subjects."""
    others = {
        name: Name(attribute.type, "", refused=f"it is known of a {attribute.of}, not of {subject}")
        for name, attribute in agreement.attributes.items()
    }
    return {**others, **names}


def recycle_names(agreement: Agreement) -> dict[str, Name]:
    """Return the names of the re-promotion rule: also what was known when the lead was recycled."""
    return {
        **names_of(agreement),
        "intent_at_recycle": Name("number", "the intent tier when the lead was recycled", low=0, high=3),
        "engagement_at_recycle": Name("number", "engagement when the lead was recycled", low=0),
        "recycle_reason": Name("text", "why the lead was recycled", values=_reasons(agreement)),
    }


def usage_names(agreement: Agreement) -> dict[str, Name]:
    """Return the names of product usage rules over an account and its window."""
    return {
        **attribute_names(agreement, "account"),
        "uses()": Name("number", "how often the account used a feature, uses('feature')", low=0),
        "active_users": Name("number", "people of the account with at least one use", low=0),
        "actions": Name("number", "uses of any feature", low=0),
        "distinct_actions": Name("number", "different features used", low=0),
    }


def deal_names(agreement: Agreement) -> dict[str, Name]:
    """Return the names of rules over a deal: WIP limits, health, happy ears."""
    stages = tuple(name for name, stage in agreement.stages.items() if stage.of == "deal")
    return {
        **attribute_names(agreement, "account", "deal"),
        "stage": Name("text", "the stage the deal stands in", values=stages),
        "amount": Name("number", "the value of the deal in the agreement's currency"),
        "acv": Name("number", "the annual contract value in the agreement's currency"),
        "age_days": Name("number", "days since the deal was opened", low=0),
        "stage_age_days": Name("number", "days in the present stage", low=0),
        "median_age_days": Name("number", "the median age of won deals", low=0),
        "median_stage_age_days": Name("number", "the median time of won deals in this stage", low=0),
        "stakeholders": Name("number", "different people of the customer that take part", low=0),
        "next_step_dated": Name("boolean", "whether a next step with a date is recorded"),
        "procurement_started": Name("boolean", "whether the customer's procurement has begun"),
    }


def attribute_names(agreement: Agreement, *of: str) -> dict[str, Name]:
    """Return the declared attributes of these subjects; penalties are attributes of the person."""
    penalties = {name: Attribute(type="boolean") for name in (agreement.fit.penalties if agreement.fit else {})}
    listed = {"channel": agreement.scope.channels, "segment": agreement.scope.segments}
    declared = {**(penalties if "person" in of else {}), **agreement.attributes}
    return {
        name: Name(
            attribute.type,
            attribute.says or f"the {attribute.of}'s {name}",
            slow=True,
            values=attribute.values or listed.get(name, ()),
        )
        for name, attribute in declared.items()
        if attribute.of in of
    }


def _fit(fit: Fit | None) -> dict[str, Name]:
    if fit is None:
        return {}
    least, most = attainable(fit)
    return {
        "fit": Name("number", "points for attributes, 0 to 100", slow=True, low=0, high=100),
        "fit_lower": Name("number", "fit if all that is unknown were at its worst", slow=True, low=0, high=100),
        "fit_upper": Name("number", "fit if all that is unknown were at its best", slow=True, low=0, high=100),
        "fit_coverage": Name("number", "the share of points whose attribute is known", slow=True, low=0, high=1),
        "fit_points": Name("number", "raw points before normalisation", slow=True, low=least, high=most),
    }


def _behaviour(agreement: Agreement) -> dict[str, Name]:
    names: dict[str, Name] = {}
    if agreement.engagement:
        points = [value for signal in agreement.engagement.signals.values() for value in signal.points.values]
        high = None if any(value > 0 for value in points) else 0.0
        names["engagement"] = Name("number", "points for behaviour after decay", low=0, high=high)
    if agreement.intent:
        highest = max((tier for tier, _ in agreement.intent.tiers), default=0)
        names["intent"] = Name("number", "tier of buying intent", low=0, high=highest)
    return names


def _counts(agreement: Agreement) -> dict[str, Name]:
    return {
        name: Name("number", f"{', '.join(count.signals)} within {count.within.text}", low=0)
        for name, count in agreement.counts.items()
    }


def _reasons(agreement: Agreement) -> tuple[str, ...]:
    return agreement.recycle.reasons if agreement.recycle else ()


def best_points(fit: Fit) -> Mapping[str, float]:
    """Return the most that each attribute can earn, ever."""
    return {name: max(_values(points)) for name, points in fit.attributes.items()}


def attainable(fit: Fit) -> tuple[float, float]:
    """Return the least and the most raw points that anybody can have."""
    return sum(min(_values(points)) for points in fit.attributes.values()), sum(best_points(fit).values())


def _values(points: FitPoints) -> Iterable[float]:
    given: tuple[Dated[float], ...] = (*points.points.values(), points.otherwise)
    return [0.0, *(value for history in given for value in history.values)]
