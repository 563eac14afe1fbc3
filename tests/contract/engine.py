"""What every engine must do; a subclass of ``EngineContract`` gives the engine as ``court``."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlglot import exp, parse_one

from tests.evaluate.judging import Court
from tests.evaluate.ledgers import ledger
from tripact.evaluate.compose import values_relation
from tripact.evaluate.engine import Engine
from tripact.ledger.kinds import ColumnType
from tripact.ledger.relations import RELATIONS

COLUMNS: dict[str, ColumnType] = {
    "n": "bigint",
    "name": "text",
    "share": "double",
    "held": "boolean",
    "amount": "decimal",
}
ROWS: list[tuple[object, ...]] = [
    (1, "a 'quoted', \"text\"; \\ and %s\nover two lines", 0.1, True, Decimal("12.3400")),
    (2**53, "", -1e300, False, Decimal("-0.0001")),
    (None, None, None, None, None),
]


def query(text: str) -> exp.Query:
    tree = parse_one(text, read="duckdb")
    assert isinstance(tree, exp.Query)
    return tree


class EngineContract:
    """The contract of ``tripact.evaluate.engine.Engine``."""

    @pytest.fixture
    def engine(self, court: Court) -> Engine:
        return court.engine

    def test_it_says_its_dialect_and_version(self, engine: Engine) -> None:
        assert engine.capabilities.dialect in ("duckdb", "postgres")
        assert engine.capabilities.version.split()[1][0].isdigit()

    def test_loaded_rows_come_back_as_they_were(self, engine: Engine) -> None:
        engine.load("kept", COLUMNS, ROWS)
        rows = engine.rows(query("select * from kept order by n nulls last"))
        assert rows == ROWS
        assert [[type(value) for value in row] for row in rows] == [[type(value) for value in row] for row in ROWS]

    def test_no_rows_are_a_table_too(self, engine: Engine) -> None:
        engine.load("kept", COLUMNS, [])
        assert engine.rows(query("select n, name, amount from kept")) == []

    def test_loading_again_replaces(self, engine: Engine) -> None:
        engine.load("kept", COLUMNS, ROWS)
        engine.load("kept", {"n": "bigint"}, [(7,)])
        assert engine.rows(query("select * from kept")) == [(7,)]

    def test_a_stored_result_stays_as_it_was_and_can_be_replaced(self, engine: Engine) -> None:
        engine.load("kept", {"n": "bigint"}, [(1,), (2,)])
        engine.store("doubled", query("select 2 * n as n from kept"))
        engine.load("kept", {"n": "bigint"}, [])
        assert engine.rows(query("select n from doubled order by n")) == [(2,), (4,)]
        engine.store("doubled", query("select 'other' as word"))
        assert engine.rows(query("select * from doubled")) == [("other",)]

    def test_what_is_dropped_is_gone_and_may_be_dropped_twice(self, engine: Engine) -> None:
        engine.load("kept", {"n": "bigint"}, [(1,)])
        engine.drop("kept")
        engine.drop("kept")
        with pytest.raises(Exception, match="kept"):
            engine.rows(query("select * from kept"))

    def test_a_failed_query_spoils_nothing(self, engine: Engine) -> None:
        with pytest.raises(Exception, match="nowhere"):
            engine.rows(query("select * from nowhere"))
        assert engine.rows(query("select 1 as n")) == [(1,)]

    def test_the_relations_of_the_ledger_are_there_with_their_columns(self, court: Court, engine: Engine) -> None:
        court.fill(ledger([]))
        for name, columns in RELATIONS.items():
            assert engine.rows(exp.select(*columns).from_(f"ledger.{name}")) == []

    def test_a_relation_written_into_a_query_has_its_types(self, engine: Engine) -> None:
        rows = [(None, None, None, None), (1, "x", 1e300, True), (2**53, "it's", -2.5, False)]
        columns = {name: kind for name, kind in COLUMNS.items() if kind != "decimal"}
        given = values_relation(columns, rows).subquery("given")
        assert engine.rows(exp.select("*").from_(given).order_by("n nulls first")) == rows

    @pytest.mark.parametrize(
        ("text", "answer"),
        [
            ("select cast(cast(7 as bigint) // 2 as bigint) as x", 3),
            ("select cast(7 as bigint) / 2 as x", 3.5),
            ("select cast(1 as bigint) / nullif(0, 0) as x", None),
            ("select power(cast(0.5 as double), 2) as x", 0.25),
            ("select floor(cast(2.5 as double) + 0.5) as x", 3.0),
            ("select greatest(1, null, 3) as x", 3),
            ("select cast(sum(n) as bigint) as x from (select cast(4 as bigint) as n) t", 4),
            ("select count(*) as x from (select 1 as n) t where n is null", 0),
            ("select case when null then 1 else 2 end as x", 2),
            ("select coalesce(null, 'b') as x", "b"),
            ("select max(w) as x from (select 'b' as w union all select 'B' union all select 'č') t", "č"),
        ],
    )
    def test_the_portable_subset_means_the_same(self, engine: Engine, text: str, answer: object) -> None:
        found = engine.rows(query(text))[0][0]
        assert (found, type(found)) == (answer, type(answer))
