"""The discovery checklist of a person or a deal: what is answered, by whom, and what is still to be asked (QUA-3)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.evaluate.compose import chain, literal
from tripact.evaluate.engine import Engine
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.qualification import atoms_of, framework_of, qualification_trees
from tripact.evaluate.scope import Scope
from tripact.evaluate.subjects import find_person
from tripact.evaluate.visible import Moment


@dataclass(frozen=True)
class Answered:
    """An answer in force: to which question of which framework, who said so, who noted it, when (fact ``seq``)."""

    framework: str
    question: str
    met: bool | None
    said_by: str | None
    actor: str | None
    ts: int
    seq: int


@dataclass(frozen=True)
class Dimension:
    """One dimension of a framework.

    Attributes:
        name: Its name in the agreement.
        state: ``met``, ``not_met``, ``stale`` or ``unknown``.
        answers: The answers behind it.
        asks: What to ask, while it is not met.
    """

    name: str
    state: str
    answers: tuple[Answered, ...]
    asks: tuple[str, ...]


@dataclass(frozen=True)
class Framework:
    """How a subject stands in a framework; ``of_segment`` if it is that of their segment."""

    name: str
    of_segment: bool
    dimensions: tuple[Dimension, ...]


@dataclass(frozen=True)
class Held:
    """Whether a definition by answers holds.

    Attributes:
        definition: Its name; ``needs`` what it asks for by the ``framework``, ``where`` the agreement says so.
        state: ``met``, ``not_met`` or ``unknown``.
        met: How many of its dimensions are met.
        since: Since when it has held without a break, UTC milliseconds; None where it does not.
    """

    definition: str
    framework: str
    needs: str
    where: str
    state: str
    met: int
    since: int | None


@dataclass(frozen=True)
class Checklist:
    """Frameworks and definitions of a subject at a moment."""

    frameworks: tuple[Framework, ...]
    definitions: tuple[Held, ...]


def checklist_of_person(agreement: Agreement, engine: Engine, moment: Moment, person: str) -> Checklist:
    """Return the checklist of a person at a moment.

    Raises:
        TripactError: If no fact speaks of the person.
    """
    subject = find_person(engine, moment, person)
    evaluation = Evaluation(agreement, engine, moment, Scope(only=subject.keys))
    try:
        return checklist(evaluation, subject.key, subject.key)
    finally:
        evaluation.close()


def checklist(evaluation: Evaluation, subject: int, person: int | None) -> Checklist:
    """Return the checklist of a person or a deal.

    Args:
        evaluation: An evaluation that sees the subject, at its moment.
        subject: Key of the person or the deal.
        person: Key of the person whose segment decides the framework; None where there is none.
    """
    reader = _Reader(evaluation, subject)
    segment = reader.segment(person)
    agreement = evaluation.agreement
    wanted = [name for name, each in agreement.qualification.items() if segment in each.segments]
    defined = {
        name: framework_of(agreement, name, segment) for name, each in agreement.definitions.items() if each.gates
    }
    names = dict.fromkeys([*wanted, *defined.values()])
    states, answers = reader.states(), reader.answers()
    return Checklist(
        tuple(_framework(agreement, name, (states, answers), of_segment=name in wanted) for name in names),
        tuple(reader.held(name, framework) for name, framework in defined.items()),
    )


_Known = tuple[dict[tuple[str, str], str], dict[tuple[str, str], Answered]]


def _framework(agreement: Agreement, name: str, known: _Known, *, of_segment: bool) -> Framework:
    states, answers = known
    dimensions = []
    for dimension, asked in agreement.qualification[name].dimensions.items():
        state = states.get((name, dimension), "unknown")
        keys = [(name, atom) for atom in atoms_of(agreement.qualification[name], dimension)]
        for source in asked.from_:
            other, _, taken = source.partition(".")
            keys += [(other, atom) for atom in atoms_of(agreement.qualification[other], taken)]
        behind = tuple(answers[key] for key in keys if key in answers)
        dimensions.append(Dimension(dimension, state, behind, () if state == "met" else asked.asks))
    return Framework(name, of_segment, tuple(dimensions))


@dataclass(frozen=True)
class _Reader:
    evaluation: Evaluation
    subject: int

    def segment(self, person: int | None) -> str | None:
        if person is None:
            return None
        now = self.evaluation.moment.as_of
        query = (
            exp.select("value").from_("attribute_states").where(_equals("person", person), _equals("name", "segment"))
        )
        rows = self.evaluation.query(query.where(*_at(now)))
        return str(rows[0][0]) if rows and rows[0][0] is not None else None

    def states(self) -> dict[tuple[str, str], str]:
        rows = self._now("qualification", "framework", "dimension", "state")
        return {(str(framework), str(dimension)): str(state) for framework, dimension, state in rows}

    def answers(self) -> dict[tuple[str, str], Answered]:
        columns = ("framework", "question", "met", "said_by", "actor", "from_ts", "seq")
        rows = self._now("answer_states", *columns)
        return {(str(row[0]), str(row[1])): Answered(*row) for row in rows}  # type: ignore[arg-type]

    def held(self, definition: str, framework: str) -> Held:
        """Return whether a definition holds by a framework, and since when without a break."""
        query = self._mine("definition_states", "from_ts", "state", "met").order_by("from_ts")
        judged = query.where(_equals("definition", definition), _equals("framework", framework))
        state, met, since = "unknown", 0, None
        for ts, now, count in self._query(judged):
            state, met = str(now), int(str(count))
            since = (since or int(str(ts))) if state == "met" else None
        agreement = self.evaluation.agreement
        needs = agreement.definitions[definition].gates[framework]
        where = agreement.where("definitions", definition, "met", framework)
        return Held(definition, framework, needs, where, state, met, since)

    def _now(self, relation: str, *columns: str) -> list[tuple[object, ...]]:
        return self._query(self._mine(relation, *columns).where(*_at(self.evaluation.moment.as_of)))

    def _mine(self, relation: str, *columns: str) -> exp.Select:
        return exp.select(*columns).from_(relation).where(_equals("subject", self.subject))

    def _query(self, query: exp.Query) -> list[tuple[object, ...]]:
        agreement, as_of = self.evaluation.agreement, self.evaluation.moment.as_of
        return self.evaluation.query(chain(query, qualification_trees(agreement, as_of)))


def _equals(column: str, value: int | str) -> exp.Expr:
    return exp.EQ(this=exp.column(column), expression=literal(value))


def _at(ts: int) -> tuple[exp.Expr, exp.Expr]:
    return (
        exp.LTE(this=exp.column("from_ts"), expression=literal(ts)),
        exp.GT(this=exp.column("until_ts"), expression=literal(ts)),
    )
