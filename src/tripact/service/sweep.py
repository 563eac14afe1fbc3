"""Sweep: whatever level of a clock is reached by now is recorded as fired, once, and whoever must know is told.

A level fires on what is known at the sweep. Its key is subject, commitment, start of the run, kind and share: the
ledger takes each once, so sweeps may run at the same time and as often as they like. Decision and messages are one
transaction.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tripact.agreement.agreement import Agreement
from tripact.evaluate.commitments import Clocks
from tripact.evaluate.evaluation import Evaluation
from tripact.ledger.facts import Fact, Subjects, Value, make_fact
from tripact.ledger.outbox import Message
from tripact.ledger.store import Store
from tripact.report.clock_ladder import Level, pending_levels

SOURCE = "tripact"
TOLD_SINCE = "escalations told since"
"""The job whose progress is the instant from which on people are told of levels: the first sweep."""


@dataclass(frozen=True)
class Firing:
    """A level newly recorded as fired.

    Attributes:
        level: The level.
        told: Who is told; nobody where the level lies before ``Swept.since``.
    """

    level: Level
    told: tuple[str, ...]


@dataclass(frozen=True)
class Swept:
    """What a sweep did; instants in UTC milliseconds.

    Attributes:
        as_of: The moment looked from.
        since: From when on people are told.
        fired: What is newly recorded, by the moment at which it was due.
        next: The level that is due next, as far as is known; None where no clock has one ahead.
    """

    as_of: int
    since: int
    fired: tuple[Firing, ...]
    next: Level | None


def sweep(store: Store, evaluation: Evaluation, now: int, since: int | None = None) -> Swept:
    """Record every level that is reached and was not recorded yet; put what must be told into the outbox.

    Args:
        store: The ledger.
        evaluation: The verdicts at the moment of the sweep.
        now: When the decisions are recorded.
        since: Tell nobody of levels before this instant, from this sweep on; by default the moment of the first sweep.
    """
    as_of, agreement = evaluation.moment.as_of, evaluation.agreement
    # one more than the instant, for 0 says that there was no sweep yet
    known = store.progress(TOLD_SINCE)
    told_since = since if since is not None else known - 1 if known else as_of
    levels = pending_levels(Clocks(evaluation))
    reached = sorted((each for each in levels if each.state == "reached"), key=_due)
    firings = [Firing(each, each.names if _due(each) >= told_since else ()) for each in reached]
    facts = [fact for each in firings for fact in _decisions(each, agreement)]
    messages = [message for each in firings for message in _messages(each)]
    new = set(store.decide(facts, messages, now, (TOLD_SINCE, told_since + 1)))
    ahead = [each for each in levels if each.state == "ahead" and each.fires_after is not None]
    return Swept(
        as_of=as_of,
        since=told_since,
        fired=tuple(each for each in firings if key_of(each.level) in new),
        next=min(ahead, key=_due, default=None),
    )


def key_of(level: Level, kind: str | None = None) -> str:
    """Return what makes a decision about a level one: clock and level, the clock named by its start."""
    about = (level.subject_kind, level.subject, level.commitment, level.started_at)
    return "/".join(map(str, (kind or level.kind, level.percent, *about)))


def _due(level: Level) -> int:
    assert level.fires_after is not None
    return level.fires_after


def _decisions(firing: Firing, agreement: Agreement) -> Iterator[Fact]:
    """Yield the decision, dated when it was due; a reassignment is one of its own."""
    level = firing.level
    about = Subjects(**{level.subject_kind: level.subject})
    for kind in (level.kind, *(["reassign"] if level.reassign else [])):
        body: dict[str, Value] = {
            "decision": kind,
            "about": level.commitment,
            "version": agreement.version,
            "started_at": level.started_at,
            "level": level.percent,
            "told": ", ".join(firing.told) or None,
        }
        yield make_fact("decision", (SOURCE, key_of(level, kind)), about, _due(level), body)


def _messages(firing: Firing) -> Iterator[Message]:
    level, decision = firing.level, key_of(firing.level)
    payload = {
        level.subject_kind: level.subject,
        "commitment": level.commitment,
        "clock": level.clock,
        "started_at": level.started_at,
        "fires_after": level.fires_after,
        "level": level.percent / 100,
        "reassign": bool(level.reassign),
    }
    for recipient in firing.told:
        yield Message(f"{decision}>{recipient}", decision, level.kind, recipient, json.dumps(payload, sort_keys=True))


def told(fired: Sequence[Firing]) -> list[Firing]:
    """Return those of the levels of which somebody is told."""
    return [each for each in fired if each.told]
