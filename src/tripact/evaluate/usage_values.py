"""What the people of an account did in the product in a trailing window, for rules over accounts."""

from __future__ import annotations

from collections.abc import Sequence

import sqlglot
from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.names import attribute_names
from tripact.evaluate.attribute_columns import with_attributes
from tripact.evaluate.compose import bind, literal, read_query
from tripact.evaluate.rulebook import DatedRule
from tripact.evaluate.step import Step

STEP = Step(
    "usage_values",
    inputs=("account_uses", "account_states"),
    outputs={
        "account": "bigint",
        "ts": "bigint",
        "actions": "bigint",
        "active_users": "bigint",
        "distinct_actions": "bigint",
    },
    says="the product usage of an account in the window that ends at an instant",
    parameters=("within", "as_of"),
)

_USES = """cast(sum(case when h.action = {action} then h.times else 0 end) over (
  partition by h.account order by h.ts range between unbounded preceding and current row) as bigint)"""


def usage_values(agreement: Agreement, rule: DatedRule, within: int) -> exp.Query:
    """Return the step with the window of a definition, and a column for each feature and attribute that its rule says.

    Args:
        agreement: Declares the attributes.
        rule: The rule of the definition.
        within: The length of the window in milliseconds.
    """
    query = bind(read_query(STEP.name), {"within": within})
    assert isinstance(query, exp.Select)
    valued = next(each.this for each in query.ctes if each.alias == "valued")
    for number, action in enumerate(features_of(rule)):
        uses = sqlglot.parse_one(_USES.format(action=literal(action)), read="duckdb")
        valued.args["expressions"].append(exp.alias_(uses, f"uses_{number}"))
        query.select(f"v.uses_{number}", copy=False)
    attributes = [name for name in attribute_names(agreement, "account") if name in rule.names]
    return with_attributes(query, agreement, attributes, ("v.account", "v.ts"), subject="account")


def over_columns(rule: DatedRule) -> exp.Expr:
    """Return the rule saying the columns of the step where it says ``uses('feature')``."""
    return in_columns(rule.tree.copy(), rule)


def in_columns(tree: exp.Expr, rule: DatedRule) -> exp.Expr:
    """Return a part of a rule, changed to say the columns of the step."""
    features = features_of(rule)

    def replace(node: exp.Expr) -> exp.Expr:
        return exp.column(f"uses_{features.index(feature(node))}") if isinstance(node, exp.Anonymous) else node

    return tree.transform(replace, copy=False)


def features_of(rule: DatedRule) -> Sequence[str]:
    """Return the features whose uses any version of a rule counts, in the order of their columns."""
    return sorted({feature(node) for node in rule.tree.find_all(exp.Anonymous)})


def feature(node: exp.Expr) -> str:
    """Return the feature in ``uses('feature')``."""
    return str(node.expressions[0].this)
