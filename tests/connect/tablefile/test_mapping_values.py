"""Values of a mapping: where they come from, what is done to them, and what is refused."""

import pytest

from tripact.connect.tablefile.cells import cell_text, plain_number, pseudonym, typed
from tripact.connect.tablefile.mapping import Time, Value
from tripact.connect.tablefile.rows import Problem, Rows
from tripact.connect.tablefile.values import compile_value


def rows(nulls=("",), **columns):
    size = len(next(iter(columns.values())))
    return Rows(columns, range(1, size + 1), "t.csv", frozenset(nulls))


def computed(value, table, target="text"):
    return compile_value(Value(**value), "UTC", target)(table)


@pytest.mark.parametrize(
    ("value", "cells", "result"),
    [
        ({"column": "x"}, ["a", ""], ["a", None]),
        ({"column": "x", "strip": True}, [" a ", "  "], ["a", None]),
        ({"column": "x", "lower": True}, ["Google", "google"], ["google", "google"]),
        ({"column": "x", "extract": r"(\d+) seats"}, ["12 seats", "none"], ["12", None]),
        ({"column": "x", "extract": r"@.+"}, ["eve@x.com", "eve"], ["@x.com", None]),
        ({"column": "x", "nulls": ("n/a",)}, ["a", "n/a"], ["a", None]),
        ({"column": "x", "map": {"1": "won"}, "otherwise": "keep"}, ["1", "2"], ["won", "2"]),
        ({"column": "x", "map": {"1": "won"}, "otherwise": "null"}, ["1", "2"], ["won", None]),
        ({"column": "x", "map": {"1": None}, "default": "?"}, ["1", ""], ["?", "?"]),
        ({"template": "{x}/{x}"}, ["a", ""], ["a/a", None]),
        ({"template": "{{{x}}}%s"}, ["a", "b"], ["{a}%s", "{b}%s"]),
        ({"constant": 1}, ["a", ""], ["1", "1"]),
        ({"column": "x", "lower": True, "digest": True}, ["A", "b"], [pseudonym("a"), pseudonym("b")]),
    ],
)
def test_a_value_is_computed_for_each_row(value, cells, result):
    assert computed(value, rows(x=cells)) == (result, {})


def test_a_value_of_several_columns():
    table = rows(a=["x", "", ""], b=["y", "z", ""])
    assert computed({"first": ("a", "b")}, table).values == ["x", "z", None]
    assert computed({"join": ("a", "b"), "separator": "-"}, table).values == ["x-y", "z", None]


def test_an_unknown_word_is_a_problem_of_its_rows():
    values, bad = computed({"column": "x", "map": {"1": "won"}}, rows(x=["1", "2", "2"]))
    assert values == ["won", None, None]
    reason = "is not in the map; add it, or say 'else: keep' or 'else: null'"
    assert bad == {1: Problem("x", "2", reason), 2: Problem("x", "2", reason)}


@pytest.mark.parametrize(
    ("target", "value", "cells", "result"),
    [
        ("double", {"column": "x"}, ["1.5", "-2e3"], [1.5, -2000.0]),
        ("double", {"column": "x"}, [1, 2.5], [1.0, 2.5]),
        ("double", {"column": "x"}, [float("nan"), 2.5], [None, 2.5]),
        ("bigint", {"column": "x"}, ["7", " 8"], [7, 8]),
        ("decimal", {"column": "x", "number": "comma"}, ["1 234,50", "1.000,5"], ["1234.50", "1000.5"]),
        ("decimal", {"column": "x", "number": "point"}, ["1,234.50", "7"], ["1234.50", "7"]),
        ("boolean", {"column": "x"}, ["Yes", "0"], [True, False]),
        ("boolean", {"column": "x"}, [True, False], [True, False]),
        ("boolean", {"column": "x", "map": {"áno": True, "nie": False}}, ["áno", "nie"], [True, False]),
        ("text", {"column": "x"}, [7, 8], ["7", "8"]),
    ],
)
def test_a_value_has_the_type_of_its_field(target, value, cells, result):
    assert computed(value, rows(x=cells), target) == (result, {})


@pytest.mark.parametrize(
    ("target", "value", "cell"),
    [
        ("double", {"column": "x"}, "1,5"),
        ("double", {"column": "x"}, "1e999"),
        ("bigint", {"column": "x"}, "1.5"),
        ("decimal", {"column": "x"}, "1 234"),
        ("decimal", {"column": "x", "number": "point"}, "1,5"),
        ("boolean", {"column": "x"}, "maybe"),
    ],
)
def test_nothing_is_guessed(target, value, cell):
    values, bad = computed(value, rows(x=[cell]), target)
    assert values == [None]
    assert bad[0].value == cell


def test_an_instant_of_a_body_is_read_like_any_time():
    value = {"time": Time(column="x", format="%Y-%m-%d")}
    assert computed(value, rows(x=["1970-01-02", ""]), "bigint").values == [86_400_000, None]


def test_every_table_has_a_row_number_a_digest_and_a_file():
    table = rows(x=["a", "a", "b"])
    assert computed({"template": "{file}:{row}"}, table).values == ["t.csv:1", "t.csv:2", "t.csv:3"]
    first, same, other = computed({"column": "digest"}, table).values
    assert first == same != other


def test_a_column_of_the_table_goes_before_a_column_that_every_table_has():
    assert computed({"column": "row"}, rows(row=["r7"])).values == ["r7"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [(None, None), (7.0, "7"), (7.5, "7.5"), (True, "true"), (float("nan"), None), ([1, "á"], '[1,"á"]')],
)
def test_a_cell_says_the_same_in_every_format(cell, text):
    assert cell_text(cell) == text


def test_a_pseudonym_does_not_depend_on_how_an_address_is_written():
    assert pseudonym(" Eve@Example.com ") == pseudonym("eve@example.com") != pseudonym("eva@example.com")
    assert len(pseudonym("x")) == 32


def test_thousands_are_parted_three_by_three():
    assert plain_number("1.234.567,8", ",") == "1234567.8"
    with pytest.raises(ValueError, match="three by three"):
        plain_number("1.5", ",")


def test_an_empty_value_stays_empty():
    assert typed(None, "double") is None
