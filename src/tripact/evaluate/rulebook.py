"""The agreement's rules as trees over the named values, ready to be inserted into steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.names import Name, names_of, tier_names
from tripact.agreement.rules import Rule, compile_rule
from tripact.evaluate.compose import literal
from tripact.worktime.dated import BEGINNING, END, Dated


@dataclass(frozen=True)
class DatedRule:
    """A rule with its history: spans (from, until) in UTC milliseconds and the rule held in each."""

    spans: tuple[tuple[int, int, Rule], ...]

    @property
    def names(self) -> frozenset[str]:
        """Every name that any version of the rule says."""
        return frozenset(name for _, _, rule in self.spans for name in rule.names)

    def at(self, instant: int) -> Rule | None:
        """Return the rule in force at an instant."""
        return next((rule for start, end, rule in self.spans if start <= instant < end), None)

    @property
    def tree(self) -> exp.Expr:
        """One condition over the names and ``ts``: the version in force at ``ts`` holds."""
        return either(_within(start, end, rule.tree.copy()) for start, end, rule in self.spans)


def dated_rule(history: Dated[str], names: dict[str, Name], zone: str) -> DatedRule:
    """Return the compiled history of a rule."""
    return DatedRule(tuple((start, end, compile_rule(text, names)) for start, end, text in history.spans(zone)))


def promotion_rules(agreement: Agreement) -> dict[str, DatedRule]:
    """Return the rule of each stage that the agreement itself opens for people, by stage."""
    names = names_of(agreement)
    rules = {}
    for stage, clause in agreement.stages.items():
        definition = agreement.definitions.get(clause.definition or "")
        if definition and definition.rule:
            rules[stage] = dated_rule(definition.rule, names, agreement.zone)
    return rules


def tier_rules(agreement: Agreement) -> tuple[tuple[int, DatedRule], ...]:
    """Return the rules of the intent tiers as (tier, rule), highest first."""
    if agreement.intent is None:
        return ()
    names = tier_names(agreement)
    return tuple((tier, dated_rule(rule, names, agreement.zone)) for tier, rule in agreement.intent.tiers)


def either(conditions: Iterable[exp.Expr]) -> exp.Expr:
    """Return a condition that holds when any of the given ones does."""
    return reduce(lambda left, right: exp.or_(left, right, copy=False), conditions)


def policy_dates(rules: Iterable[DatedRule]) -> Iterator[int]:
    """Yield the instants at which any of the rules changes."""
    yield from sorted({start for rule in rules for start, _, _ in rule.spans if start > BEGINNING})


def relaxed(tree: exp.Expr, slow: frozenset[str]) -> exp.Expr:
    """Return what a rule says about slowly changing names alone: implied by the rule, never stronger.

    Negations are pushed down to the single comparisons; then every comparison that says a fast
    name becomes TRUE. Three-valued logic keeps De Morgan's laws, and raising a comparison that is
    not negated can only raise the whole, so whoever satisfies the rule satisfies the result.
    """
    return _relax(tree, slow, negated=False)


def _relax(tree: exp.Expr, slow: frozenset[str], *, negated: bool) -> exp.Expr:
    if isinstance(tree, exp.Paren):
        return exp.paren(_relax(tree.this, slow, negated=negated), copy=False)
    if isinstance(tree, exp.Not):
        return _relax(tree.this, slow, negated=not negated)
    if isinstance(tree, exp.And | exp.Or):
        both = [_relax(side, slow, negated=negated) for side in (tree.left, tree.right)]
        join = exp.and_ if isinstance(tree, exp.And) is not negated else exp.or_
        return join(*both, copy=False)
    said = {column.name for column in tree.find_all(exp.Column)}
    if not said <= slow:
        return exp.true()
    return exp.Not(this=exp.paren(tree.copy())) if negated else tree.copy()


def _within(start: int, end: int, tree: exp.Expr) -> exp.Expr:
    bounds = [exp.GTE(this=exp.column("ts"), expression=literal(start))] if start > BEGINNING else []
    if end < END:
        bounds.append(exp.LT(this=exp.column("ts"), expression=literal(end)))  # type: ignore[arg-type]
    return exp.and_(*bounds, exp.paren(tree, copy=False), copy=False) if bounds else tree
