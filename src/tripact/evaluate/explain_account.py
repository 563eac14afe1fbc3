"""Why an account is, or is not, product-qualified: each clause with what is needed, what there is, and the uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.names import usage_names
from tripact.agreement.rules import Rule
from tripact.evaluate.account_trace import AccountTrace, Member, Qualified
from tripact.evaluate.compose import literal
from tripact.evaluate.engine import Engine
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.explanation import Clause, Evidence, Reading, RuleTrace, Value
from tripact.evaluate.lacking import lacking
from tripact.evaluate.rulebook import DatedRule, dated_rule
from tripact.evaluate.scope import Scope
from tripact.evaluate.subjects import AccountSubject, find_account
from tripact.evaluate.usage_values import feature, features_of, in_columns
from tripact.evaluate.visible import Moment
from tripact.worktime.dated import END

_COUNTS = ("actions", "active_users", "distinct_actions")


def explain_account(agreement: Agreement, engine: Engine, moment: Moment, account: str) -> AccountTrace:
    """Return the explanation of an account at a moment.

    Raises:
        TripactError: If no fact speaks of the account.
    """
    subject = find_account(engine, moment, account)
    evaluation = Evaluation(agreement, engine, moment, Scope(only=subject.keys))
    try:
        return _Explainer(evaluation, subject).trace()
    finally:
        evaluation.close()


@dataclass(frozen=True)
class _Explainer:
    evaluation: Evaluation
    subject: AccountSubject

    def trace(self) -> AccountTrace:
        agreement, moment = self.evaluation.agreement, self.evaluation.moment
        return AccountTrace(
            account=self.subject.ids[0],
            same_as=self.subject.ids[1:],
            agreement_name=agreement.name,
            agreement_version=agreement.version,
            as_of=moment.as_of,
            zone=agreement.zone,
            rules=tuple(self._rule(name, moment.as_of) for name in self._rules),
            qualified=self._qualified(),
            members=self._members(),
            paid_at=self._paid_at(),
        )

    @cached_property
    def _rules(self) -> dict[str, DatedRule]:
        agreement = self.evaluation.agreement
        names = usage_names(agreement)
        return {
            name: dated_rule(definition.account, names, agreement.zone)
            for name, definition in agreement.definitions.items()
            if definition.account is not None and definition.within is not None
        }

    def _qualified(self) -> tuple[Qualified, ...]:
        query = self._mine("account_promotions", "definition", "pass", "settled_at", "ts").order_by("ts", "definition")
        return tuple(
            Qualified(str(name), number, settled, self._rule(str(name), int(str(ts))))  # type: ignore[arg-type]
            for name, number, settled, ts in self.evaluation.query(query)
        )

    def _members(self) -> tuple[Member, ...]:
        rows = self.evaluation.query(self._mine("memberships", "person", "from_ts", "until_ts"))
        people = self.subject.people
        found = [
            Member(people[int(str(key))], int(str(start)), None if end == END else int(str(end)))
            for key, start, end in rows
        ]
        return tuple(sorted(found, key=lambda each: (each.from_ts, each.person)))

    def _paid_at(self) -> int | None:
        return self.evaluation.query(self._mine("account_payments", "min(from_ts)"))[0][0]  # type: ignore[return-value]

    def _rule(self, name: str, ts: int) -> RuleTrace:
        agreement, dated = self.evaluation.agreement, self._rules[name]
        rule = dated.at(ts) or dated.spans[-1][2]
        held, *clauses = self._clauses(name, [rule, *rule.clauses], ts)
        where = agreement.where("definitions", name, "account")
        return RuleTrace(name, rule.text, where, agreement.version, ts, held.held, tuple(clauses))

    def _clauses(self, name: str, rules: Sequence[Rule], ts: int) -> list[Clause]:
        dated = self._rules[name]
        values = self._values(name, ts)
        judged = [exp.paren(in_columns(rule.tree.copy(), dated)) for rule in rules]
        held = self.evaluation.query(exp.select(*judged).from_(_constants(values).subquery("known")))[0]
        return [self._clause(name, rule, bool_, ts) for rule, bool_ in zip(rules, held, strict=True)]

    def _clause(self, name: str, rule: Rule, held: object, ts: int) -> Clause:
        dated, values = self._rules[name], self._values(name, ts)
        titled = {_title(column, dated): value for column, value in values.items()}
        said = _said(rule.tree)
        readings = tuple(self._reading(name, title, titled.get(title), ts) for title in said)
        return Clause(rule.text, readings, held, () if held else lacking(_named(rule.tree), titled))  # type: ignore[arg-type]

    def _reading(self, name: str, title: str, value: Value, ts: int) -> Reading:
        names = usage_names(self.evaluation.agreement)
        says = names["uses()" if title.startswith("uses(") else title].says
        return Reading(title, value, says, self._evidence(name, title, ts))

    def _evidence(self, name: str, title: str, ts: int) -> tuple[Evidence, ...]:
        """Return the uses in the window behind a count, newest first; of users the newest use of each."""
        if not (title in _COUNTS or title.startswith("uses(")):
            return ()
        within = self.evaluation.agreement.definitions[name].within
        since = ts - (within.milliseconds if within else 0)
        uses = [use for use in self._uses if since <= use[0] <= ts]
        if title.startswith("uses("):
            uses = [use for use in uses if f"uses('{use[2]}')" == title]
        if title in ("active_users", "distinct_actions"):
            kind = 3 if title == "active_users" else 2
            newest = {use[kind]: use for use in reversed(uses) if use[kind] is not None}
            uses = sorted(newest.values(), reverse=True)
        return tuple(Evidence(seq, t, self._use(action, person, times)) for t, seq, action, person, times in uses)

    @cached_property
    def _uses(self) -> list[tuple[int, int, str, int | None, int]]:
        query = self._mine("account_uses", "ts", "seq", "action", "person", "times").order_by("ts desc", "seq desc")
        return self.evaluation.query(query)  # type: ignore[return-value]

    @cached_property
    def _users(self) -> dict[int, str]:
        """The ids of all who used the product, whether or not they are told to belong to the account."""
        keys = sorted({person for _, _, _, person, _ in self._uses if person is not None})
        if not keys:
            return {}
        among = exp.column("key").isin(*map(literal, keys))
        rows = self.evaluation.engine.rows(exp.select("key", "id").from_("ledger.subjects").where(among))
        return {int(str(key)): str(name) for key, name in rows}

    def _use(self, action: str, person: int | None, times: int) -> str:
        by = f" by {self._users[person]}" if person is not None else ""
        return f"{action}{f' ×{times}' if times != 1 else ''}{by}"

    def _values(self, name: str, ts: int) -> dict[str, Value]:
        """Return the columns of the usage that held at an instant: what the last change before it left."""
        columns = [*_COUNTS, *(f"uses_{number}" for number, _ in enumerate(features_of(self._rules[name])))]
        attributes = [each for each in usage_names(self.evaluation.agreement) if each in self._rules[name].names]
        columns += [each for each in attributes if each not in columns and each != "uses()"]
        query = self._mine(f"usage_values_of_{name}", *columns)
        query = query.where(exp.LTE(this=exp.column("ts"), expression=literal(ts)))
        rows = self.evaluation.query(query.order_by("ts desc").limit(1))
        unused: list[Value] = [None if column in attributes and column not in _COUNTS else 0 for column in columns]
        return dict(zip(columns, rows[0] if rows else unused, strict=True))  # type: ignore[arg-type]

    def _mine(self, step: str, *columns: str) -> exp.Select:
        mine = exp.EQ(this=exp.column("account"), expression=literal(self.subject.key))
        return exp.select(*columns).from_(step).where(mine)


def _constants(values: dict[str, Value]) -> exp.Select:
    return exp.select(
        *[exp.alias_(exp.null() if value is None else literal(value), name) for name, value in values.items()]
    )


def _title(column: str, rule: DatedRule) -> str:
    """Return how a rule says a column."""
    number = column.removeprefix("uses_")
    return f"uses('{features_of(rule)[int(number)]}')" if number != column and number.isdigit() else column


def _named(tree: exp.Expr) -> exp.Expr:
    """Return the tree with ``uses('feature')`` as a name."""

    def replace(node: exp.Expr) -> exp.Expr:
        return exp.column(f"uses('{feature(node)}')") if isinstance(node, exp.Anonymous) else node

    return tree.copy().transform(replace, copy=False)


def _said(tree: exp.Expr) -> list[str]:
    return sorted({column.name for column in _named(tree).find_all(exp.Column)})
