from tests.report import funnel_sample
from tripact.report.table_model import Table, columns
from tripact.report.tables import COLUMNS, funnel_rows


def test_every_row_has_every_column_in_reading_order():
    rows = funnel_rows(funnel_sample.split())
    assert {tuple(row) for row in rows} == {COLUMNS}
    assert len(rows) == 6 + 6 * len(funnel_sample.SOURCES) + 1 + len(funnel_sample.SOURCES)


def test_a_row_holds_the_numbers_of_its_step():
    first = funnel_rows(funnel_sample.plain())[0]
    assert (first["row"], first["from"], first["to"], first["by"], first["group"]) == (
        "step",
        "lead",
        "mql",
        None,
        None,
    )
    assert (first["entered"], first["numerator"], first["denominator"]) == (6012, 2404, 6012)
    assert first["rate"] == 2404 / 6012
    assert first["median_seconds"] == 6.5 * 86400


def test_a_blank_group_is_not_everybody():
    rows = funnel_rows(funnel_sample.split())
    assert [row["denominator"] for row in rows if row["row"] == "overall" and row["by"] is None] == [6012]
    blank = [row for row in rows if row["row"] == "overall" and row["by"] == "source" and row["group"] is None]
    unknown = [row for row in rows if row["row"] == "overall" and row["group"] == "unknown"]
    assert [row["denominator"] for row in blank + unknown] == [215, 402]


def test_what_is_not_known_is_no_number():
    row = funnel_rows(funnel_sample.empty())[0]
    assert (row["rate"], row["low"], row["high"], row["throughput"], row["median_seconds"]) == (None,) * 5


def test_a_table_of_many_columns_is_dense():
    few, many = (Table("t", "", columns(*"abcdefghijkl"[:n]), ()) for n in (9, 10))
    assert (few.dense, many.dense) == (False, True)
