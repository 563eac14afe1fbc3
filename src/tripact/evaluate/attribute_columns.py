"""Attributes as columns: the value in force of a subject at an instant, read as its type."""

from __future__ import annotations

from collections.abc import Iterable

import sqlglot
from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.names import attribute_names
from tripact.evaluate.compose import literal

_READ = {
    "text": "{alias}.value",
    "number": "{alias}.number",
    "boolean": "{alias}.truth",
}


def with_attributes(
    query: exp.Select, agreement: Agreement, attributes: Iterable[str], of: tuple[str, str], *, subject: str = "person"
) -> exp.Select:
    """Return the query with a column for each attribute; ``of`` names its columns of subject and instant."""
    owner, ts = of
    states = "account_states" if subject == "account" else "attribute_states"
    names = attribute_names(agreement, *dict.fromkeys((subject, "account")))
    for number, name in enumerate(attributes):
        alias = f"a{number}"
        held = f"{alias}.name = {literal(name)} and {alias}.from_ts <= {ts} and {ts} < {alias}.until_ts"
        query = query.join(states, on=f"{alias}.{subject} = {owner} and {held}", join_type="left", join_alias=alias)
        read = sqlglot.parse_one(_READ[names[name].type].format(alias=alias), read="duckdb")
        query = query.select(exp.alias_(read, name))
    return query
