"""Rules are checked trees: what is allowed is read exactly, everything else is refused in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlglot import exp

from tripact.agreement.names import Name
from tripact.agreement.rules import RuleProblems, compile_rule

NAMES = {
    "fit": Name("number", "", slow=True, low=0, high=100),
    "engagement": Name("number", "", low=0),
    "intent": Name("number", "", low=0, high=3),
    "role": Name("text", "", slow=True),
    "student": Name("boolean", "", slow=True),
    "region": Name("text", "", slow=True, values=("sk", "cz")),
    "amount": Name("number", "", refused="it is known of a deal"),
    "uses()": Name("number", "", low=0),
}

TOKENS = ["fit", ">=", "70", "AND", "OR", "NOT", "(", ")", "IN", ",", "'a'", "BETWEEN", "NULL", "role"]
TOKENS += ["::", ";", "--", '"', "[", "{", "CASE"]

numbers = st.sampled_from(["fit", "engagement", "intent", "70", "0.5", "(fit + 1)", "-engagement", "fit / 2"])
texts = st.sampled_from(["role", "'user'", "'it''s'", "COALESCE(role, 'none')"])


@st.composite
def comparisons(draw: st.DrawFn) -> str:
    if draw(st.booleans()):
        return f"{draw(numbers)} {draw(st.sampled_from(['=', '<>', '<', '<=', '>', '>=']))} {draw(numbers)}"
    return f"{draw(texts)} {draw(st.sampled_from(['=', '<>']))} {draw(texts)}"


atoms = st.one_of(
    comparisons(),
    st.sampled_from(
        ["student", "TRUE", "role IS NULL", "role IN ('a', 'b')", "fit BETWEEN 1 AND 2", "student IS TRUE"]
    ),
)
conditions = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from([" AND ", " OR "]), inner).map(lambda parts: f"({''.join(parts)})"),
        inner.map(lambda text: f"NOT ({text})"),
    ),
    max_leaves=12,
)
forbidden = st.sampled_from(
    [
        "now() > 3",
        "role LIKE 'a%'",
        "CAST(fit AS int) > 3",
        "fit::int > 3",
        "fit IN (SELECT 1)",
        "EXISTS (SELECT 1)",
        "unknown_name > 3",
        "t.fit > 3",
        'role = "user"',
        "fit >= '70'",
        "role > 'a'",
        "fit % 2 = 0",
        "fit = NULL",
        "amount > 3",
        "region = 'de'",
        "CASE WHEN student THEN TRUE ELSE FALSE END",
        "fit > engagement > 3",
        "fit / engagement > 1",
        "role || 'x' = 'ax'",
        "read_csv('/etc/passwd') = 1",
        "current_user = 'x'",
        "fit",
        "uses(role) > 1",
        "role IN (role)",
        "role IN ()",
        "fit = ?",
    ]
)


def problems(text: str) -> list[str]:
    with pytest.raises(RuleProblems) as refused:
        compile_rule(text, NAMES)
    return [f"{problem.message} {problem.hint}" for problem in refused.value.problems]


@given(conditions)
def test_every_allowed_condition_is_read(text: str) -> None:
    rule = compile_rule(text, NAMES)
    assert rule.text == text
    assert rule.names <= NAMES.keys()
    assert compile_rule(rule.tree.sql(), NAMES).tree == rule.tree


@given(conditions, forbidden)
def test_a_forbidden_part_is_refused_wherever_it_stands(good: str, bad: str) -> None:
    assert problems(bad)
    assert problems(f"({good}) AND NOT ({bad})")


@given(st.lists(conditions, min_size=1, max_size=4))
def test_clauses_are_the_conjuncts_as_written(parts: list[str]) -> None:
    clauses = compile_rule(" AND ".join(f"({part})" for part in parts), NAMES).clauses
    rejoined = compile_rule(" AND ".join(f"({clause.text})" for clause in clauses), NAMES)
    assert [clause.tree.unnest() for clause in rejoined.clauses] == [clause.tree.unnest() for clause in clauses]
    assert not any(isinstance(clause.tree.unnest(), exp.And) for clause in clauses)
    assert all(clause.names == compile_rule(clause.text, NAMES).names for clause in clauses)


@given(st.text(max_size=200))
def test_any_text_is_a_rule_or_is_refused_in_words(text: str) -> None:
    try:
        compile_rule(text, NAMES)
    except RuleProblems as refused:
        assert refused.problems
        assert all("\x1b" not in problem.message and "sqlglot" not in problem.message for problem in refused.problems)


@given(st.lists(st.sampled_from(TOKENS), max_size=30))
def test_any_mixture_of_tokens_is_a_rule_or_is_refused(tokens: list[str]) -> None:
    try:
        compile_rule(" ".join(tokens), NAMES)
    except RuleProblems as refused:
        assert refused.problems


def test_a_clause_keeps_the_writing_of_the_person() -> None:
    rule = compile_rule("FIT>=70 and (engagement >= 50 OR Intent >= 2)  AND fit BETWEEN 1 AND 99", NAMES)
    assert [clause.text for clause in rule.clauses] == [
        "FIT>=70",
        "(engagement >= 50 OR Intent >= 2)",
        "fit BETWEEN 1 AND 99",
    ]
    assert [sorted(clause.names) for clause in rule.clauses] == [["fit"], ["engagement", "intent"], ["fit"]]


def test_all_problems_are_told_at_once_from_left_to_right() -> None:
    with pytest.raises(RuleProblems) as refused:
        compile_rule("fitt >= 70 AND role = 5 AND now() > 3", NAMES)
    told = refused.value.problems
    assert [problem.column for problem in told] == sorted(problem.column for problem in told)
    assert [
        word in problem.message for problem, word in zip(told, ("fitt", "text with a number", "now()"), strict=True)
    ]
    assert told[0].hint.startswith("Did you mean 'fit'?")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "empty"),
        ("(" * 500 + "fit > 1" + ")" * 500, "nested too deeply"),
        ("NOT " * 400 + "student", "nested too deeply"),
        ("fit > 1 OR " * 300 + "student", "characters"),
        ("fit > 1e999", "too large"),
        ("student IS 5", "IS asks for"),
        ("fit IS TRUE", "never TRUE or FALSE"),
        ("COALESCE(fit, 'x') = 1", "mixes types"),
        ("uses(1) > 2", "uses('name')"),
    ],
)
def test_odd_rules_are_refused_with_advice(text: str, word: str) -> None:
    assert word in " ".join(problems(text))


def test_a_long_chain_of_alternatives_is_no_nesting() -> None:
    assert len(compile_rule(" AND ".join(["fit > 1"] * 150), NAMES).clauses) == 150


def test_usage_functions_are_allowed_where_they_are_names() -> None:
    assert compile_rule("uses('feature_x') >= 3", NAMES).names == {"uses()"}


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("engagement >= 5e", "'5e' is no number"),
        ("engagement / 5e > 1", "'5e' is no number"),
        ("engagement >= 1e999", "is too large"),
        ("fit BETWEEN SYMMETRIC 9 AND 1", "without SYMMETRIC"),
        ("fit BETWEEN ASYMMETRIC 1 AND 9", "without SYMMETRIC"),
        ("\"uses\"('x') > 1", "stands in double quotes"),
    ],
)
def test_what_the_parser_takes_and_no_rule_may_say_is_refused_in_words(rule, words):
    with pytest.raises(RuleProblems) as refused:
        compile_rule(rule, NAMES)
    assert any(words in problem.message for problem in refused.value.problems)
