"""What rules over deals may say: amounts, ages, stakeholders, and the attributes of deal and account."""

from __future__ import annotations

from collections.abc import Iterable

import sqlglot
from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.names import attribute_names, deal_names
from tripact.agreement.rules import Rule, compile_rule
from tripact.evaluate.compose import bind, literal, read_query
from tripact.evaluate.step import Step

STEP = Step(
    "deal_rules",
    inputs=("deal_values", "won_ages", "deal_states"),
    outputs={
        "deal": "bigint",
        "ts": "bigint",
        "owner": "text",
        "account": "bigint",
        "journey": "bigint",
        "standing": "text",
        "stage": "text",
        "amount": "double",
        "acv": "double",
        "age_days": "double",
        "stage_age_days": "double",
        "median_age_days": "double",
        "median_stage_age_days": "double",
        "stakeholders": "bigint",
        "next_step_dated": "boolean",
        "procurement_started": "boolean",
    },
    says="what a rule over a deal may say of it as of an instant",
    parameters=("currency",),
)

_READ = {"text": "{alias}.{text}", "number": "{alias}.number", "boolean": "{alias}.truth"}


def deal_rule(agreement: Agreement, text: str) -> Rule:
    """Return a rule over deals, checked."""
    return compile_rule(text, deal_names(agreement))


def ruled_deals(agreement: Agreement, rules: Iterable[Rule]) -> exp.Query:
    """Return the step in the agreement's currency, with a column for each attribute that the rules say."""
    query = bind(read_query(STEP.name), {"currency": agreement.currency or ""})
    assert isinstance(query, exp.Select)
    said = {name for rule in rules for name in rule.names}
    for number, name in enumerate(sorted(said - STEP.outputs.keys())):
        query = _with_attribute(query, agreement, name, f"x{number}")
    return query


def _with_attribute(query: exp.Select, agreement: Agreement, name: str, alias: str) -> exp.Select:
    """Return the query with the value of an attribute of the deal, else of its account."""
    of_deal = name in attribute_names(agreement, "deal")
    states, text = ("deal_states", "text") if of_deal else ("account_states", "value")
    key = f"{alias}.deal = v.deal and {alias}.kind = 'attribute' and {alias}.field" if of_deal else (
        f"{alias}.account = v.account and {alias}.name"
    )  # fmt: skip
    held = f"{key} = {literal(name)} and {alias}.from_ts <= v.ts and v.ts < {alias}.until_ts"
    kind = deal_names(agreement)[name].type
    read = sqlglot.parse_one(_READ[kind].format(alias=alias, text=text), read="duckdb")
    return query.join(states, on=held, join_type="left", join_alias=alias).select(exp.alias_(read, name))
