"""The relations as they could be seen at a moment: who is who, what had happened, what was known.

A fact is visible when it had happened by ``as_of``, was recorded by ``known_at``, and no fact known
by then voids it. A correction, like the news that two subjects are one, speaks of all time once it
is known. Merged subjects are read as their survivor; nothing is rewritten.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlglot import exp

from tripact.evaluate.compose import chain, literal
from tripact.ledger.relations import RELATIONS

_UNREAD = {
    "signals": ("actor", "session", "value"), "attributes": ("actor",), "identities": ("actor", "identified_by"),
    "attempts": ("actor", "seconds"), "usage": ("actor", "seats"), "consents": ("actor", "purpose"),
    "links": ("actor", "other"),
}  # fmt: skip
"""Columns that no verdict is read off; of many facts, each column that is not copied saves time."""
_LEDGER = "ledger."
_SUBJECTS = ("person", "account", "deal", "other_key")


@dataclass(frozen=True)
class Moment:
    """As of when, and as known when; both in UTC milliseconds (methods C1)."""

    as_of: int
    known_at: int


@dataclass(frozen=True)
class View:
    """What of the ledger is looked at.

    Attributes:
        moment: As of when.
        merged: Whether any subject was merged (then keys are read through ``canonical``).
        voided: Whether any fact was voided.
        only: Keys of the subjects to look at; None for all.
        tables: How the names of the tables begin that the facts are read off. Others than those of the ledger hold the
            columns alone that verdicts are read off.
    """

    moment: Moment
    merged: bool
    voided: bool
    only: tuple[int, ...] | None = None
    tables: str = _LEDGER


def visible_relations(view: View) -> dict[str, exp.Query]:
    """Return each relation of facts as it could be seen."""
    trees = {
        name: _visible(name, RELATIONS[name] if view.tables == _LEDGER else read_columns(name), view)
        for name in RELATIONS
        if name not in ("subjects", "restated")
    }
    trees["restated"] = _restated(merged=view.merged)
    trees["voided"] = _voided(view.moment)
    trees["owners_recorded"] = _owners_recorded(view)
    return trees


def read_columns(name: str) -> list[str]:
    """Return the columns of a relation of facts that verdicts may be read off."""
    return [column for column in RELATIONS[name] if column not in _UNREAD.get(name, ())]


def any_owner(moment: Moment) -> exp.Query:
    """Return a query with a row if any owner is recorded, of whomever."""
    seen = View(moment, merged=False, voided=True)
    return chain(_owners_recorded(seen), {"voided": _voided(moment)})


def visible_relation(name: str, view: View) -> dict[str, exp.Query]:
    """Return one relation of facts as it could be seen, with what it reads beside ``canonical``."""
    return {name: _visible(name, RELATIONS[name], view), "voided": _voided(view.moment)}


def merges(moment: Moment) -> exp.Query:
    """Return the visible statements that one subject is another, as (key, survivor), in order."""
    key = exp.func("coalesce", exp.column("person"), exp.column("account"), exp.column("deal"))
    query = exp.select(exp.alias_(key, "merged"), "other_key").from_("ledger.links")
    stated = query.where("relation = 'merged' and other_key is not null")
    stated = stated.where(exp.column("seq").isin(query=_voided(moment)).not_())
    return _known(stated, moment).order_by("ts", "seq")


def survivors(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return the survivor of every merged key, following chains; later statements win.

    A statement that would make a circle changes nothing: the two are the same already.
    """
    parent: dict[int, int] = {}
    for merged, survivor in pairs:
        root, target = _root(merged, parent), _root(survivor, parent)
        if root != target:
            parent[root] = target
    return {key: _root(key, parent) for key in parent}


def _root(key: int, parent: Mapping[int, int]) -> int:
    while key in parent:
        key = parent[key]
    return key


def _restated(*, merged: bool) -> exp.Query:
    """Return the subjects of whom an attribute was stated more than once; merging may bring that about."""
    query = exp.select("subject").from_("ledger.restated")
    if not merged:
        return query
    survivors = exp.select(exp.alias_("survivor", "subject")).from_("canonical")
    return exp.union(query, survivors, distinct=True)


def _owners_recorded(view: View) -> exp.Query:
    """Return a row if owners are recorded at all: that is asked of the whole ledger, whoever is looked at."""
    of_all = View(view.moment, merged=False, voided=view.voided)
    said = [
        exp.select("1 as recorded").from_(_visible(name, RELATIONS[name], of_all).subquery("r")).where(where)
        for name, where in (("attributes", "name = 'owner' and value is not null"), ("deals", "owner is not null"))
    ]
    return exp.select("recorded").from_(exp.union(*said, distinct=False).subquery("said")).limit(1)


def _voided(moment: Moment) -> exp.Select:
    """Return the facts known to be wrong; a correction that was itself corrected does not count."""
    withdrawn = _known(exp.select("voided_seq").from_("ledger.voids").where("not voided_seq is null"), moment)
    voids = exp.select("voided_seq").from_("ledger.voids").where("not voided_seq is null")
    return _known(voids.where(exp.column("seq").isin(query=withdrawn).not_()), moment)


def _known(query: exp.Select, moment: Moment) -> exp.Select:
    """Return the query, just made, with what was known: corrections and identities hold for all time once known."""
    return query.where(exp.LTE(this=exp.column("recorded_at"), expression=literal(moment.known_at)), copy=False)


def _seen(query: exp.Select, moment: Moment) -> exp.Select:
    """Return the query, just made, with what had happened and was known at the moment alone."""
    for column, bound in (("ts", moment.as_of), ("recorded_at", moment.known_at)):
        query.where(exp.LTE(this=exp.column(column, "r"), expression=literal(bound)), copy=False)
    return query


def _visible(name: str, columns: Iterable[str], view: View) -> exp.Query:
    merged = [column for column in columns if view.merged and column in _SUBJECTS]
    picked = [_surviving(column) if column in merged else exp.column(column, "r") for column in columns]
    query = exp.select(*picked).from_(exp.alias_(exp.to_table(f"{view.tables}{name}"), "r", table=True))
    for column in merged:
        alias = f"same_{column}"
        query = query.join("canonical", on=f"{alias}.key = r.{column}", join_type="left", join_alias=alias)
    query = _seen(query, view.moment)
    if view.voided and name != "voids":
        query = query.where("not r.seq in (select voided_seq from voided)")
    return query if view.only is None else query.where(_about(view.only))


def _surviving(column: str) -> exp.Expr:
    survivor = exp.func("coalesce", exp.column("survivor", f"same_{column}"), exp.column(column, "r"))
    return exp.alias_(survivor, column)


def _about(keys: tuple[int, ...]) -> exp.Expr:
    """Facts about any of the subjects; those of an account reach its people, so their accounts are among them."""
    wanted = [literal(key) for key in keys]
    subjects = (exp.column(name, "r").isin(*[key.copy() for key in wanted]) for name in ("person", "account", "deal"))
    return exp.or_(*subjects)
