"""The page of the names that rules may say, from ``agreement/names.py``."""

from __future__ import annotations

from collections.abc import Mapping

from tools.reference.tables import table
from tripact.agreement.agreement import Agreement
from tripact.agreement.grammar import ALLOWED
from tripact.agreement.load import parse_agreement
from tripact.agreement.names import Name, attribute_names, deal_names, names_of, recycle_names, usage_names
from tripact.examples import template

HEAD = """# What rules may say

A rule is a condition in SQL over names, such as `fit >= 70 AND role IN ('champion')`.

{allowed}

What is not known of somebody is NULL: a condition on it does not hold, and neither does its opposite. `tripact check`
offers the nearest name for one that is not declared.

Besides the names below every rule may say what the agreement itself declares: its `attributes` (of a person and of the
person's account; rules over deals say those of the deal and its account), its `penalties` (true or false), and its
`counts` (numbers). Ranges that follow from the agreement are shown as they are in the template `b2b`.

*Slow* values change only when a fact about the person is added; they decide for whom the others are looked at at all.

"""


def names_page() -> str:
    """Return the page."""
    agreement = parse_agreement(template("b2b"), "b2b.yaml").agreement
    assert agreement is not None
    person = _built_in(agreement, names_of(agreement), "person", "account")
    returning = {name: each for name, each in recycle_names(agreement).items() if name not in names_of(agreement)}
    parts = {
        "About a person": ("`definitions`, `intent` tiers (without engagement and intent), `when`", person),
        "When a lead comes back": ("`recycle.repromote`, beside those about a person", returning),
        "About an account's use of the product": (
            "`definitions` with `account`",
            _built_in(agreement, usage_names(agreement), "account"),
        ),
        "About a deal": ("`wip`, `forecast`", _built_in(agreement, deal_names(agreement), "account", "deal")),
    }
    tables = [f"## {title}\n\nIn {where}.\n\n{_table(names)}" for title, (where, names) in parts.items()]
    return HEAD.format(allowed=ALLOWED) + "\n".join(tables)


def _built_in(agreement: Agreement, names: Mapping[str, Name], *of: str) -> dict[str, Name]:
    declared = {**attribute_names(agreement, *of), **agreement.counts}
    return {name: each for name, each in names.items() if name not in declared}


def _table(names: Mapping[str, Name]) -> str:
    rows = [
        (f"`{name}`", each.type, _range(each), "slow" if each.slow else "", each.says) for name, each in names.items()
    ]
    return table(("name", "type", "range", "", "meaning"), rows)


def _range(name: Name) -> str:
    if name.low is None and name.high is None:
        return ""
    return f"{name.low:g} to {name.high:g}" if name.low is not None and name.high is not None else f"from {name.low:g}"
