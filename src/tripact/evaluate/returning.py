"""The way back, composed: the values of the people who left the path, and the rules that reopen a stage to them.

It is decided in rounds, one for each recycle of a journey: what a round decides may make of a later
move the next recycle. Everything reads only the facts of the people concerned.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.names import recycle_names
from tripact.evaluate import recycles, reopenings
from tripact.evaluate.compose import bind, read_query, rename_table, values_relation
from tripact.evaluate.crossings import Promoting
from tripact.evaluate.parameters import Relation
from tripact.evaluate.return_parameters import REST_ENDS, most_passes
from tripact.evaluate.rulebook import DatedRule, dated_rule, promotion_rules
from tripact.evaluate.scope import Scope
from tripact.evaluate.visible import Moment
from tripact.worktime.dated import BEGINNING

VALUES = "values_at_of_returners"
"""The named values of the people who return, at every instant at which a way back may open."""
WAYS = "own_visits_of_returners"
"""Their visits, as far as recycles are decided."""
_OWN = {"signals": "person", "attributes": "person", "memberships": "person", "recorded": "journey"}
_OWN |= {"first_promotions": "person"}
_VALUES = (
    "attribute_states", "fit_spans", "penalty_spans", "changes", "standings", "slow_values", "candidates",
    "person_signals", "counted_signals", "timeline", "values_at",
)  # fmt: skip
_GIVEN = ("policy_dates", "rule_attributes", "strangers", "readings")
_WAYS = ("promotions", "assertions", "further_deals", "visits", "own_visits")
_CONCERNED = frozenset((*_OWN, *_VALUES, *_GIVEN, *_WAYS))
READY = tuple(f"{name}_of_returners" for name in (*_OWN, "attribute_states", "values_at"))
"""The relations that every round reads, in the order in which they build."""


@dataclass(frozen=True)
class Returning:
    """What brings people back to the path."""

    agreement: Agreement
    moment: Moment
    names: tuple[str, ...] = ()

    @property
    def possible(self) -> bool:
        """Whether there is a way off the path from which somebody may come back."""
        return any(stage.kind in ("recycle", "disqualified") for stage in self.agreement.stages.values())

    @property
    def rule(self) -> DatedRule | None:
        """The rule of re-promotion."""
        recycle = self.agreement.recycle
        if recycle is None or recycle.repromote is None:
            return None
        return dated_rule(recycle.repromote, recycle_names(self.agreement), self.agreement.zone)

    def steps(self) -> dict[str, exp.Query]:
        """Return the steps of the way back: a round of it, and what every round reads."""
        nothing = {
            "recycles": values_relation(recycles.OUTPUTS, ()),
            "recycles_before": values_relation(recycles.OUTPUTS, ()),
            "reopenings": values_relation(reopenings.STEP.outputs, ()),
            "reopenings_before": values_relation(reopenings.STEP.outputs, ()),
            "rest_ends": values_relation(REST_ENDS, ()),
        }
        return {**nothing, **_own(), **self._values(), **_ways(), **self._decided()} if self.possible else nothing

    def _values(self) -> dict[str, exp.Query]:
        rules = promotion_rules(self.agreement) | ({"": self.rule} if self.rule else {})
        valued = Promoting(self.agreement, rules, Scope(names=("intent", *self.names)), self.moment)
        given = valued.parameters()
        trees = {**{name: read_query(name) for name in _VALUES}, **valued.values(prune=False)}
        everybody = exp.select("person", f"cast({BEGINNING} as bigint) as ts").from_("returners")
        return {
            **{_of(name): _of_returners(trees[name]) for name in _VALUES},
            **{_of(name): _relation(given[name]) for name in ("policy_dates", "rule_attributes")},
            _of("strangers"): everybody,
            _of("readings"): _and_also(_of_returners(read_query("return_instants")), _read()),
        }

    def _decided(self) -> dict[str, exp.Query]:
        rules = promotion_rules(self.agreement)
        rule = self.rule.tree if self.rule else exp.false()
        most, intent = most_passes(self.agreement), exp.column("intent", "v")
        one = bind(read_query("recycles"), {"rule": rule, "intent": intent, "most": most})
        opened = [_reopened(stage, each) for stage, each in rules.items()]
        found = {"recycles": _of_returners(one)}
        if opened:
            found["reopenings"] = _of_returners(reduce(_and_also, opened))
        return found


def _read() -> exp.Query:
    """The instants at which a reader wants to know the values."""
    return exp.select("person", "ts").from_("readings").where("person in (select person from returners)")


def _own() -> dict[str, exp.Query]:
    """The facts about the people who return, and about their accounts."""
    among = {
        name: exp.select("*").from_(name).where(f"{person} in (select person from returners)")
        for name, person in _OWN.items()
    }
    of_accounts = "person is null and account in (select account from memberships_of_returners)"
    among["signals"] = (
        exp.select("*").from_("signals").where(f"person in (select person from returners) or ({of_accounts})")
    )
    return {_of(name): tree for name, tree in among.items()} | {"returners": read_query("returners")}


def _ways() -> dict[str, exp.Query]:
    """The way each of them went, as far as recycles are decided."""
    trees = {_of(name): _of_returners(read_query(name)) for name in _WAYS}
    for name in ("recycles", "reopenings"):
        rename_table(trees[_of("promotions")], name, f"{name}_before")
    return trees


def _of_returners(query: exp.Query) -> exp.Query:
    """Return the query reading the facts, values and ways of the people who return."""
    own = {each.alias for each in query.find_all(exp.CTE)}
    for table in list(query.find_all(exp.Table)):
        if not table.db and table.name in _CONCERNED and table.name not in own:
            renamed = exp.alias_(exp.to_table(_of(table.name)), table.alias or table.name, table=True)
            table.replace(renamed)
    return query


def _of(name: str) -> str:
    return f"{name}_of_returners"


def _reopened(stage: str, rule: DatedRule) -> exp.Query:
    query = bind(read_query("reopenings"), {"opened": stage, "rule": rule.tree})
    return exp.select("*").from_(query.subquery(f"reopened_{stage}"))


def _relation(relation: Relation) -> exp.Query:
    return values_relation(relation.columns, relation.rows)


def _and_also(left: exp.Query, right: exp.Query) -> exp.Query:
    return exp.union(left, right, distinct=False, copy=False)
