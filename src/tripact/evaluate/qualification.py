"""How each dimension of the qualification frameworks stood, and in which time (QUA-1 to QUA-3)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.qualification import Framework
from tripact.evaluate.compose import Literal, bound_query, values_relation
from tripact.evaluate.parameters import Relation
from tripact.evaluate.step import Step
from tripact.worktime.dated import END

STEP = Step(
    "qualification",
    inputs=("answer_states", "dimension_answers"),
    outputs={
        "subject": "bigint",
        "framework": "text",
        "dimension": "text",
        "place": "bigint",
        "state": "text",
        "seq": "bigint",
        "from_ts": "bigint",
        "until_ts": "bigint",
    },
    says="a dimension of a framework stood so for a person or a deal",
    parameters=("as_of", "end"),
)

ALWAYS = 400 * 366 * 86_400_000
"""Milliseconds for which an answer counts where the framework says no ``fresh``: four centuries."""


def qualification_trees(agreement: Agreement, as_of: int) -> dict[str, exp.Query]:
    """Return the relations of qualification, to be chained to those of an evaluation."""
    bound: dict[str, Literal] = {"as_of": as_of, "end": END}
    given = {
        "framework_questions": _questions(agreement),
        "dimension_answers": _answers(agreement),
        "definition_dimensions": _definitions(agreement),
    }
    return {
        **{name: values_relation(relation.columns, relation.rows) for name, relation in given.items()},
        **{name: bound_query(name, bound) for name in ("answer_states", STEP.name, "definition_states")},
    }


def atoms_of(framework: Framework, dimension: str) -> tuple[str, ...]:
    """Return the answers that together make a dimension met."""
    return framework.dimensions[dimension].answers or (dimension,)


def questions(agreement: Agreement) -> dict[str, tuple[str, ...]]:
    """Return the questions that each framework asks, by framework."""
    return {
        name: tuple(dict.fromkeys(atom for each in framework.dimensions for atom in atoms_of(framework, each)))
        for name, framework in agreement.qualification.items()
    }


def gate_of(met: str) -> tuple[int, tuple[str, ...]]:
    """Return how many of which dimensions ``3 of [a, b, c]`` asks for."""
    needed, _, listed = met.partition(" of ")
    return int(needed), tuple(name.strip() for name in listed.strip("[]").split(","))


def framework_of(agreement: Agreement, definition: str, segment: str | None) -> str:
    """Return the framework that a definition is judged by: that of the segment if it has a gate here, else its own."""
    defined = agreement.definitions[definition]
    mine = (name for name in defined.gates if segment in agreement.qualification[name].segments)
    return next(mine, defined.framework or "")


def _questions(agreement: Agreement) -> Relation:
    rows = tuple((name, each) for name, asked in questions(agreement).items() for each in asked)
    return Relation({"framework": "text", "question": "text"}, rows)


def _answers(agreement: Agreement) -> Relation:
    columns = {"framework": "text", "dimension": "text", "place": "bigint", "fresh": "bigint", "way": "bigint"}
    rows = (row for name, framework in agreement.qualification.items() for row in _ways(agreement, name, framework))
    return Relation({**columns, "asked_in": "text", "question": "text"}, tuple(rows))  # type: ignore[dict-item]


def _ways(agreement: Agreement, name: str, framework: Framework) -> Iterator[tuple[object, ...]]:
    """Yield the answers of each dimension: its own (way 0), and those it takes from elsewhere (way 1)."""
    fresh = framework.fresh.milliseconds if framework.fresh else ALWAYS
    for place, (dimension, asked) in enumerate(framework.dimensions.items()):
        head = (name, dimension, place, fresh)
        yield from ((*head, 0, name, atom) for atom in atoms_of(framework, dimension))
        for source in asked.from_:
            other, _, taken = source.partition(".")
            yield from ((*head, 1, other, atom) for atom in atoms_of(agreement.qualification[other], taken))


def _definitions(agreement: Agreement) -> Relation:
    gates = [
        (name, framework, *gate_of(met))
        for name, each in agreement.definitions.items()
        for framework, met in each.gates.items()
    ]
    rows = tuple((name, framework, each, needed) for name, framework, needed, listed in gates for each in listed)
    columns = {"definition": "text", "framework": "text", "dimension": "text", "needed": "bigint"}
    return Relation(columns, rows)  # type: ignore[arg-type]
