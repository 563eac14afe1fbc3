"""Queries as trees: texts are parsed once, bound, and chained by name; never pasted from strings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from threading import get_ident
from typing import NamedTuple, ParamSpec, TypeVar, cast

import sqlglot
from sqlglot import exp

from tripact.ledger.kinds import SQL_TYPES, ColumnType

Literal = int | float | str | bool
Trees = Mapping[str, exp.Query]

Given = ParamSpec("Given")
Composed = TypeVar("Composed")

_CHEAP, _READS = "cheap", "reads"
NOTHING: Trees = {}


class _File(NamedTuple):
    """A file: its tree, the placeholders in it, and what it reads."""

    tree: exp.Query
    asked: tuple[str, ...]
    reads: tuple[str, ...]


@cache
def _file(package: str, name: str) -> _File:
    text = resources.files(package).joinpath(f"{name}.sql").read_text(encoding="utf-8")
    tree = sqlglot.parse_one(text, read="duckdb")
    assert isinstance(tree, exp.Query)
    every = nodes(tree)
    # Positions in the file say nothing in a composed query, and copying them takes most of a copy.
    for node in every:
        node._meta = None
    asked = {node.name for node in every if isinstance(node, exp.Placeholder)}
    return _File(tree, tuple(sorted(asked)), tuple(_tables_among(every)))


def read_query(name: str, package: str = "tripact.evaluate") -> exp.Query:
    """Return the query of the file ``name.sql`` beside the package's modules."""
    return _file(package, name).tree.copy()


def bound_query(name: str, values: Mapping[str, Literal], package: str = "tripact.evaluate") -> exp.Query:
    """Return the query of a file with the values bound that it asks for: one tree for all evaluations, never changed.

    Whoever changes a tree takes it from ``read_query``.
    """
    asked = tuple((key, type(values[key]), values[key]) for key in _file(package, name).asked if key in values)
    return _bound(get_ident(), package, name, asked)


def composed_once(compose: Callable[Given, Composed]) -> Callable[Given, Composed]:
    """Let trees be composed once for the same arguments: they serve all evaluations, and are never changed."""
    composing: Callable[..., Composed] = compose

    @lru_cache(maxsize=64)
    def composed(_thread: int, given: tuple[object, ...]) -> Composed:
        # a tree knows what it was chained into last, so threads do not share it
        return composing(*given)

    return cast(Callable[Given, Composed], lambda *given: composed(get_ident(), given))


@lru_cache(maxsize=512)
def _bound(_thread: int, package: str, name: str, values: tuple[tuple[str, type, Literal], ...]) -> exp.Query:
    # a tree knows what it was chained into last, so threads do not share it
    query = read_query(name, package)
    bound = bind(query, {key: value for key, _, value in values}) if values else query
    bound.meta[_READS] = _file(package, name).reads
    return bound


def nodes(tree: exp.Expr) -> list[exp.Expr]:
    """Return every node of a tree, each before those below it; sqlglot's own walk takes several times as long."""
    found = [tree]
    for node in found:
        for value in node.args.values():
            if isinstance(value, exp.Expr):
                found.append(value)
            elif isinstance(value, list):
                found += [each for each in value if isinstance(each, exp.Expr)]
    return found


def literal(value: Literal) -> exp.Expr:
    """Return a value of ours as a literal node."""
    if isinstance(value, bool):
        return exp.Boolean(this=value)
    if isinstance(value, str):
        return exp.Literal.string(value)
    number = exp.Literal.number(repr(abs(value)))
    return exp.Neg(this=number) if value < 0 else number


def bind(query: exp.Query, values: Mapping[str, Literal | exp.Expr]) -> exp.Query:
    """Replace the ``:name`` placeholders in a query and return it; trees are put in parentheses."""
    for node in nodes(query):
        if isinstance(node, exp.Placeholder) and node.name in values:
            value = values[node.name]
            node.replace(exp.paren(value.copy()) if isinstance(value, exp.Expr) else literal(value))
    return query


def tables_of(query: exp.Query) -> list[str]:
    """Return the relations that a query reads by plain name, each once, always in the same order."""
    return _tables_among(nodes(query))


def _tables_among(every: Sequence[exp.Expr]) -> list[str]:
    own = {each.alias for each in every if isinstance(each, exp.CTE)}
    names = [each.name for each in every if isinstance(each, exp.Table) and not each.db and each.name not in own]
    return list(dict.fromkeys(names))


def columns_of(relation: str, columns: Iterable[str] = ()) -> exp.Select:
    """Return (plain columns of) a relation. No text is read for it, which takes longer than all else about a query.

    Args:
        relation: Its name, with or without a schema.
        columns: Names; without any, all.
    """
    *schema, name = relation.split(".")
    table = exp.Table(this=exp.to_identifier(name), db=exp.to_identifier(schema[0]) if schema else None)
    return exp.Select(expressions=[exp.column(each) for each in columns] or [exp.Star()], from_=exp.From(this=table))


def rename_table(query: exp.Query, old: str, new: str) -> exp.Query:
    """Make a query read ``new`` where it read ``old`` (its alias stays), and return it."""

    def replace(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Table) and node.name == old and not node.db:
            return exp.alias_(exp.to_table(new), node.alias or old, table=True)
        return node

    renamed = query.transform(replace, copy=False)
    renamed.meta.pop(_READS, None)
    assert isinstance(renamed, exp.Query)
    return renamed


def branches_of(query: exp.Query, columns: Mapping[str, ColumnType], wanted: Callable[[exp.Select], bool]) -> exp.Query:
    """Return a union with the wanted branches alone, and without what only the others read; the query is changed.

    Args:
        query: The union.
        columns: Its columns by name; the first branch names them.
        wanted: Whether a branch stays.
    """
    ctes = query.ctes
    query.set("with_", None)
    kept: list[exp.Query] = [branch for branch in _branches(query) if wanted(branch)]
    if not kept:
        return values_relation(columns, ())
    told = zip(kept[0].selects, columns.items(), strict=True)
    kept[0].set("expressions", [exp.alias_(_typed(each.unalias(), kind), name) for each, (name, kind) in told])
    whole = kept[0] if len(kept) == 1 else exp.union(*kept, distinct=False, copy=False)
    read = set(tables_of(whole))
    for each in reversed(ctes):
        if each.alias in read:
            read.update(tables_of(each.this))
    for each in ctes:
        if each.alias in read:
            whole = whole.with_(each.alias, as_=each.this, copy=False)
    return whole


def _typed(value: exp.Expr, kind: ColumnType) -> exp.Expr:
    return _cast(value, kind) if isinstance(value, exp.Null) else value


def _branches(query: exp.Expr) -> Iterator[exp.Select]:
    if isinstance(query, exp.Union):
        yield from _branches(query.this)
        yield from _branches(query.expression)
    else:
        assert isinstance(query, exp.Select)
        yield query


def cheap(tree: exp.Query) -> exp.Query:
    """Return a relation that is better computed wherever it is read than kept: a scan with few conditions."""
    tree.meta[_CHEAP] = True
    return tree


def chain(query: exp.Query, trees: Trees) -> exp.Query:
    """Return the query with every relation it needs, directly or not, as a named step before it.

    Relations that ``trees`` does not hold are left as they are (stored tables). What is below the query is shared
    with it, so neither is changed afterwards.
    """
    steps = [_step(name, tree) for name, tree in needed(query, trees).items()]
    ctes = [*steps, *query.ctes]
    # what is below stays the same: copying it would take as long as all else here
    return type(query)(**{**query.args, "with_": exp.With(expressions=ctes) if ctes else None})


def _step(name: str, tree: exp.Query) -> exp.CTE:
    alias = exp.TableAlias(this=exp.to_identifier(name))
    return exp.CTE(this=tree, alias=alias, materialized=False if _CHEAP in tree.meta else None)


def needed(query: exp.Query, trees: Trees) -> dict[str, exp.Query]:
    """Return every relation that a query needs, directly or not, each after those it is built from."""
    ordered: dict[str, exp.Query] = {}
    for name in tables_of(query):
        _collect(name, trees, ordered)
    return ordered


def _collect(name: str, trees: Trees, ordered: dict[str, exp.Query]) -> None:
    if name in ordered or name not in trees:
        return
    for needed in _reads(trees[name]):
        _collect(needed, trees, ordered)
    ordered[name] = trees[name]


def _reads(tree: exp.Query) -> tuple[str, ...]:
    """Return what a finished relation reads; it is asked for in every query, so it is looked up once."""
    if _READS not in tree.meta:
        tree.meta[_READS] = tuple(tables_of(tree))
    return cast(tuple[str, ...], tree.meta[_READS])


def with_null_order_spelt(tree: exp.Expr) -> exp.Expr:
    """A copy whose framed windows put NULLs last by a sort key of their own, for engines that know no NULLS LAST there.

    A RANGE frame with a distance must have one sort key, so it stays as it is and is refused.
    """
    copy = tree.copy()
    for window in copy.find_all(exp.Window):
        spec, order = window.args.get("spec"), window.args.get("order")
        if spec and order and not _is_distance(spec):
            order.set("expressions", [key for ordered in order.expressions for key in _spelt(ordered)])
    return copy


def _is_distance(spec: exp.Expr) -> bool:
    bounds = (spec.args.get("start"), spec.args.get("end"))
    return spec.text("kind").upper() == "RANGE" and any(isinstance(bound, exp.Expr) for bound in bounds)


def _spelt(ordered: exp.Expr) -> list[exp.Expr]:
    if ordered.args.get("desc") or ordered.args.get("nulls_first"):
        return [ordered]
    key: exp.Expr = ordered.this
    missing = exp.case().when(key.copy().is_(exp.null()), exp.Literal.number(1)).else_(exp.Literal.number(0))
    return [exp.Ordered(this=missing, nulls_first=True), exp.Ordered(this=key.copy(), nulls_first=True)]


def values_relation(columns: Mapping[str, ColumnType], rows: Sequence[Sequence[object]]) -> exp.Query:
    """Return a small relation of ours as a query over literals, with the given column types."""
    names = list(columns)
    if not rows:
        empty = exp.select(*[exp.alias_(_cast(exp.null(), columns[name]), name) for name in names])
        return empty.where(exp.false())
    cells = [exp.Tuple(expressions=_cells(row, columns, first=number == 0)) for number, row in enumerate(rows)]
    values = exp.Values(
        expressions=cells, alias=exp.TableAlias(this=exp.to_identifier("v"), columns=_identifiers(names))
    )
    return exp.select(*names).from_(values)


def _cells(row: Iterable[object], columns: Mapping[str, ColumnType], *, first: bool) -> list[exp.Expr]:
    nodes = [exp.null() if value is None else literal(value) for value in row]  # type: ignore[arg-type]
    if not first:
        return nodes
    # The first row states the types; the engines take the others along.
    return [_cast(node, kind) for node, kind in zip(nodes, columns.values(), strict=True)]


def _cast(node: exp.Expr, kind: ColumnType) -> exp.Expr:
    return exp.Cast(this=node, to=_type(kind).copy())


@cache
def _type(kind: ColumnType) -> exp.DataType:
    return exp.DataType.build(SQL_TYPES[kind], dialect="duckdb")


def _identifiers(names: Iterable[str]) -> list[exp.Identifier]:
    return [exp.to_identifier(name) for name in names]
