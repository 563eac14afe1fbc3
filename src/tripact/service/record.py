"""Record what a person states: read, checked against the agreement, and kept in one transaction.

The command line, the API and the pages state facts through here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple
from uuid import uuid4

from tripact.agreement.agreement import Agreement
from tripact.agreement.spelling import suggest
from tripact.errors import TripactError
from tripact.evaluate.refusals import Refusal
from tripact.ledger.facts import Fact, Moment, make_fact
from tripact.ledger.store import Store
from tripact.service.chunks import Prepared, chunks
from tripact.service.excusing import excused_clock, without_start
from tripact.service.objections import Policy
from tripact.service.statements import STATED, Statement, read_statement
from tripact.service.trial import Stated, Trial, Tried
from tripact.service.vocabulary import check_words
from tripact.worktime.dated import END

SOURCE = "tripact"
"""The source of what people state here."""

MIXED = "mixed"
"""The kind of statements that name their own."""

_TRIES = 3
"""How often statements are judged while others may append; after that the others wait."""


@dataclass(frozen=True)
class Outcome:
    """What became of a statement.

    Attributes:
        state: ``recorded``, ``known`` (the same was stated under this id before) or ``refused``.
        fact: The fact, unless it was refused.
        refused: Every reason of a refusal.
    """

    state: Literal["recorded", "known", "refused"]
    fact: Fact | None = None
    refused: tuple[Refusal, ...] = ()


@dataclass(frozen=True)
class Recorder:
    """Records statements under an agreement.

    What is judged is judged by the whole ledger, and recorded only if nothing came to the ledger in between;
    else it is judged again.

    Attributes:
        agreement: The agreement in force.
        store: The ledger.
        trying: Gives a copy of all that the ledger holds by now, on which facts are tried.
        now: Reads the wall clock.
    """

    agreement: Agreement
    store: Store
    trying: Callable[[], AbstractContextManager[Tried]]
    now: Callable[[], int]

    def record(self, kind: str, raw: object) -> Outcome:
        """Record one statement, or say everything that is against it.

        Raises:
            TripactError: If no such kind can be stated.
        """
        return next(self.record_all([(kind, raw)]))

    def record_all(self, given: Sequence[tuple[str, object]]) -> Iterator[Outcome]:
        """Record statements, each as (kind, JSON object); the verdicts are those of recording one after the other.

        Of the kind ``mixed`` each object names its own under ``kind``. What was yielded is recorded, whatever
        becomes of the rest.

        Raises:
            TripactError: If a kind cannot be stated; then nothing is recorded.
        """
        for kind in dict.fromkeys(kind for kind, _ in given):
            check_kind(kind)
        read = [self._read(place, kind, raw) for place, (kind, raw) in enumerate(given)]
        outcomes = {place: each for place, each in enumerate(read) if isinstance(each, Outcome)}
        done = 0
        for chunk in chunks(each for each in read if isinstance(each, Prepared)):
            outcomes |= self._settle(chunk)
            yield from (outcomes[place] for place in range(done, chunk[-1].place + 1))
            done = chunk[-1].place + 1
        yield from (outcomes[place] for place in range(done, len(given)))

    def _read(self, place: int, kind: str, raw: object) -> Prepared | Outcome:
        told = _of_its_kind(raw) if kind == MIXED and isinstance(raw, dict) else (kind, raw)
        if isinstance(told, Refusal):
            return Outcome("refused", refused=(told,))
        statement, faults = read_statement(*told, self.agreement.zone, self.now())
        words = check_words(self.agreement, statement) if statement else []
        if statement is None or faults or words:
            return Outcome("refused", refused=(*faults, *words))
        return Prepared(place, statement, statement.id or uuid4().hex, self._policy.asks(statement))

    def _settle(self, chunk: Sequence[Prepared]) -> dict[int, Outcome]:
        """Judge statements and record those that may stand, as one transaction."""
        judged = any(each.asked for each in chunk)
        for _ in range(_TRIES if judged else 0):
            verdict = self._judge(chunk)
            with self.store.alone() as append:
                if self.store.position() == verdict.position:
                    append(verdict.facts, verdict.now)
                    return verdict.outcomes
        with self.store.alone() as append:
            verdict = self._judge(chunk)
            append(verdict.facts, verdict.now)
        return verdict.outcomes

    def _judge(self, chunk: Sequence[Prepared]) -> _Verdict:
        if not any(each.asked for each in chunk):
            now = self.now()
            return _Verdict(0, now, {each.place: outcome for each, outcome in self._known(chunk, now)})
        with self.trying() as tried:
            # the clock is read after the ledger, so that all that is in there had happened by now
            now = self.now()
            outcomes = {each.place: self._named(outcome, tried) for each, outcome in self._known(chunk, now)}
            stated = [
                Stated(tried.position + 1 + n, each.statement, fact, each.asked)
                for n, each in enumerate(chunk)
                if (outcome := outcomes[each.place]).state == "recorded" and (fact := outcome.fact)
            ]
            refused = Trial(self.agreement, tried, stated, now).refusals()
            against = {chunk[place - tried.position - 1].place: each for place, each in refused.items() if each}
            outcomes |= {place: Outcome("refused", refused=tuple(each)) for place, each in against.items()}
            return _Verdict(tried.position, now, outcomes)

    def _named(self, outcome: Outcome, tried: Tried) -> Outcome:
        """Return the outcome, a new excuse with the start of its clock: numbers of runs move, starts do not."""
        if outcome.state != "recorded" or outcome.fact is None or outcome.fact.kind != "excuse":
            return outcome
        return Outcome("recorded", excused_clock(self.agreement, tried.engine, END, outcome.fact).fact)

    def _known(self, chunk: Sequence[Prepared], now: int) -> Iterator[tuple[Prepared, Outcome]]:
        """Yield what becomes of each statement if nothing is held against it: a new fact, or one that is known."""
        ids = [each.statement.id for each in chunk if each.statement.id is not None]
        found = self.store.find(SOURCE, ids) if ids else {}
        for each in chunk:
            when = each.statement.when or Moment(now, "instant", self.agreement.zone)
            statement, origin = each.statement, (SOURCE, each.source_id)
            fact = make_fact(statement.kind, origin, statement.about, when, statement.body)
            before = found.get(each.source_id)
            if before:
                yield each, _compared(statement, fact, before.fact)
            elif statement.kind == "void" and not self._stated(statement, chunk):
                yield each, Outcome("refused", refused=(_NOTHING,))
            else:
                yield each, Outcome("recorded", fact)

    def _stated(self, void: Statement, chunk: Sequence[Prepared]) -> bool:
        """Tell whether what a statement takes back was ever stated."""
        source, voided = str(void.body.get("voided_source") or SOURCE), str(void.body["voided_id"])
        beside = source == SOURCE and any(each.source_id == voided for each in chunk if each.statement is not void)
        return beside or bool(self.store.find(source, [voided]))

    @cached_property
    def _policy(self) -> Policy:
        return Policy(self.agreement)


class _Verdict(NamedTuple):
    """What becomes of statements, as the ledger stood at a position, and when they are recorded."""

    position: int
    now: int
    outcomes: dict[int, Outcome]

    @property
    def facts(self) -> list[Fact]:
        """The facts to record, in order."""
        found = (self.outcomes[place] for place in sorted(self.outcomes))
        return [each.fact for each in found if each.state == "recorded" and each.fact]


def _compared(statement: Statement, fact: Fact, before: Fact) -> Outcome:
    """Return what becomes of a statement whose id is in the ledger already."""
    said = fact if statement.when else fact._replace(occurred_at=before.occurred_at, precision=before.precision)
    before_said = before._replace(body=without_start(before.body)) if "started_at" not in statement.body else before
    if all(getattr(said, name) == getattr(before_said, name) for name in _CONTENT):
        return Outcome("known", before)
    message = f"The id '{statement.id}' stands for another statement. Give a new id; to correct it, record a void."
    return Outcome("refused", refused=(Refusal("changed", message, "id"),))


_NOTHING = Refusal(
    "unknown-fact",
    "There is no such fact to take back. Name its id, and its source under 'voided_source' if it was imported.",
    "voided_id",
)

_CONTENT = ("kind", "person", "account", "deal", "occurred_at", "precision", "actor", "body")
"""What two statements under one id must have in common; personal details may be forgotten by now."""


def _of_its_kind(raw: Mapping[str, object]) -> tuple[str, object] | Refusal:
    """Return the kind that a statement names with what else it says, or why that is none."""
    kind = raw.get("kind")
    if isinstance(kind, str) and kind in STATED:
        return kind, {key: value for key, value in raw.items() if key != "kind"}
    said = "Say of which kind it is." if kind is None else f"'{kind}' cannot be recorded."
    return Refusal("unknown-kind", f"{said} {suggest(str(kind or ''), STATED)}", "kind")


def check_kind(kind: str) -> None:
    """Refuse a kind of fact that people do not state.

    Raises:
        TripactError: Naming those they do.
    """
    if kind not in (*STATED, MIXED):
        known = ", ".join((*STATED, MIXED))
        raise TripactError("usage", f"'{kind}' cannot be recorded.", hint=f"Kinds are: {known}.")
