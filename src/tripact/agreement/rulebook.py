"""Every rule an agreement holds, with its place and the names it may say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tripact.agreement.agreement import Agreement
from tripact.agreement.names import (
    Name,
    deal_names,
    names_of,
    recycle_names,
    refusing,
    tier_names,
    usage_names,
)
from tripact.agreement.places import Path
from tripact.agreement.rules import Rule, RuleProblems, compile_rule
from tripact.worktime.dated import Dated


@dataclass(frozen=True)
class Written:
    """One rule text where it stands.

    Attributes:
        path: The way to it from the top of the agreement.
        text: As written.
        names: The names it may say.
    """

    path: Path
    text: str
    names: Mapping[str, Name]


def rulebook(agreement: Agreement) -> Iterator[Written]:
    """Yield every rule, in the order of the file; a dated rule once for each date."""
    yield from _tiers(agreement)
    yield from _definitions(agreement)
    yield from _conditions(agreement)
    yield from _repromotion(agreement)
    yield from _deals(agreement)


def compiled(agreement: Agreement) -> Iterator[tuple[Written, Rule]]:
    """Yield every rule that can be read, with its tree."""
    for written in rulebook(agreement):
        try:
            yield written, compile_rule(written.text, written.names)
        except RuleProblems:
            continue  # reported by the check of rules; the other checks have nothing to look at


def dated_paths(path: Path, value: Dated[Any]) -> Iterator[tuple[Path, Any]]:
    """Yield each value of a dated one with the way to it."""
    for since, held in value.changes:
        yield (path if since is None else (*path, f"from {since.isoformat()}")), held


def _each(path: Path, rule: Dated[str] | None, names: Mapping[str, Name]) -> Iterator[Written]:
    for place, text in dated_paths(path, rule) if rule else ():
        yield Written(place, text, names)


def _tiers(agreement: Agreement) -> Iterator[Written]:
    names = refusing(tier_names(agreement), agreement, "a person")
    for tier, rule in agreement.intent.tiers if agreement.intent else ():
        yield from _each(("intent", f"tier {tier}"), rule, names)


def _definitions(agreement: Agreement) -> Iterator[Written]:
    people = refusing(names_of(agreement), agreement, "a person")
    usage = refusing(usage_names(agreement), agreement, "an account")
    for name, definition in agreement.definitions.items():
        path: Path = ("definitions", name)
        yield from _each((*path, "rule") if agreement.stands(*path, "rule") else path, definition.rule, people)
        yield from _each((*path, "account"), definition.account, usage)


def _conditions(agreement: Agreement) -> Iterator[Written]:
    names = refusing(names_of(agreement), agreement, "a person")
    for name, commitment in agreement.commitments.items():
        yield from _each(("commitments", name, "when"), commitment.when, names)


def _repromotion(agreement: Agreement) -> Iterator[Written]:
    if agreement.recycle:
        names = refusing(recycle_names(agreement), agreement, "a person")
        yield from _each(("recycle", "repromote"), agreement.recycle.repromote, names)


def _deals(agreement: Agreement) -> Iterator[Written]:
    names = refusing(deal_names(agreement), agreement, "a deal")
    for text in agreement.wip.limits if agreement.wip else ():
        yield Written(("wip", "limits", text), text, names)
    if agreement.wip and agreement.wip.unless:
        yield Written(("wip", "unless"), agreement.wip.unless, names)
    if agreement.forecast:
        for mark, rule in agreement.forecast.health.items():
            yield from _each(("forecast", "health", mark), rule, names)
        yield from _each(("forecast", "happy_ears"), agreement.forecast.happy_ears, names)
