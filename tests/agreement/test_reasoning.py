"""What the form of a rule decides is decided rightly: held against brute force over many values."""

import itertools

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripact.agreement.names import Name
from tripact.agreement.reasoning import findings, possible
from tripact.agreement.rules import compile_rule

NAMES = {"a": Name("number", "", low=0, high=4), "b": Name("number", "", low=0), "t": Name("text", "")}
A = [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4]
B = [0, 0.5, 1, 2, 2.5, 3, 9]

comparisons = st.builds(
    "{} {} {}".format,
    st.sampled_from(["a", "b", "a + b", "-a", "2 * a"]),
    st.sampled_from(["<", "<=", ">", ">=", "=", "<>"]),
    st.sampled_from(["-1", "0", "1", "2", "3", "4", "5", "b"]),
)
atoms = st.one_of(
    comparisons, st.sampled_from(["t = 'x'", "t <> 'x'", "t IN ('x', 'y')", "a BETWEEN 1 AND 2", "TRUE", "FALSE"])
)
conditions = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.builds("({} AND {})".format, inner, inner),
        st.builds("({} OR {})".format, inner, inner),
        st.builds("NOT ({})".format, inner),
    ),
    max_leaves=6,
)


ROWS = ", ".join(f"({a}, {b}, '{t}')" for a, b, t in itertools.product(A, B, "xyz"))
GRID = f"(SELECT CAST(a AS double) AS a, CAST(b AS double) AS b, t FROM (VALUES {ROWS}) AS v (a, b, t))"


@given(conditions)
def test_never_and_always_are_certain(text: str) -> None:
    tree = compile_rule(text, NAMES).tree
    with duckdb.connect() as engine:
        seen = engine.execute(f"SELECT DISTINCT {tree.sql('duckdb')} FROM {GRID}").fetchall()
    assert {held for (held,) in seen} <= possible(tree, NAMES)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a > 4", [("never", "a > 4")]),
        ("a >= 0 OR TRUE", [("always", "a >= 0 OR TRUE")]),
        ("b > 5 AND b < 4", [("never", "b > 5 AND b < 4")]),
        ("b >= 5 OR b < 6", [("always", "b >= 5 OR b < 6")]),
        ("t = 'x' AND t = 'y'", [("never", "t = 'x' AND t = 'y'")]),
        ("t IN ('x') AND NOT t = 'x'", [("never", "t IN ('x') AND NOT t = 'x'")]),
        ("b > 1 AND (a > 2 OR a > 9)", [("never", "a > 9")]),
        ("a BETWEEN 5 AND 6", [("never", "a BETWEEN 5 AND 6")]),
        ("a / 2 > 3", [("never", "a / 2 > 3")]),
        ("5 < a", [("never", "5 < a")]),
        ("a > 1 AND a < 3 AND t <> 'x'", []),
        ("b > 5 AND b <= 6", []),
    ],
)
def test_the_largest_decided_part_is_named(text: str, found: list[tuple[str, str]]) -> None:
    assert [(each.verdict, each.text) for each in findings(compile_rule(text, NAMES), NAMES)] == found
