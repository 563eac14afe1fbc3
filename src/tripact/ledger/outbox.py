"""The outbox: messages about decisions, recorded in the transaction of the decision and sent at least once.

A message holds ids only, never names or addresses of people: it is not part of what can be forgotten.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, Engine, func, insert, select, update

from tripact.ledger.tables import FACTS, OUTBOX


class Message(NamedTuple):
    """What somebody must be told.

    Attributes:
        key: Unique for ever; who gets a message twice knows it by its key.
        decision: The ``source_id`` of the decision that it tells.
        kind: What kind of decision.
        recipient: The party or manager, as the agreement names them.
        payload: JSON object of ids.
        attempts: How often sending it was begun.
    """

    key: str
    decision: str
    kind: str
    recipient: str
    payload: str
    attempts: int = 0


def last_fact(connection: Connection) -> int:
    """Return the sequence number of the last fact, 0 when there is none."""
    return connection.scalar(select(func.max(FACTS.c.seq))) or 0


def recorded_since(connection: Connection, seq: int, source: str) -> tuple[str, ...]:
    """Return the ids of the facts of a source that were recorded after a sequence number."""
    found = select(FACTS.c.source_id).where(FACTS.c.seq > seq, FACTS.c.source == source).order_by(FACTS.c.seq)
    return tuple(connection.scalars(found))


def post(connection: Connection, messages: Sequence[Message], created_at: int) -> None:
    """Put new messages into the outbox."""
    posted = {"created_at": created_at}
    rows = [{**each._asdict(), **posted} for each in messages]
    if rows:
        connection.execute(insert(OUTBOX), rows)


@dataclass(frozen=True)
class Outbox:
    """The messages of a ledger, for those who send them.

    Attributes:
        reader: A connection to read from.
        writer: One whose transactions begin as writing ones.
    """

    reader: Engine
    writer: Engine

    def unsent(self) -> list[Message]:
        """Return the messages that were not sent yet, the oldest first."""
        query = select(*(OUTBOX.c[name] for name in Message._fields)).where(OUTBOX.c.sent_at.is_(None))
        with self.reader.connect() as connection:
            return [Message(*row) for row in connection.execute(query.order_by(OUTBOX.c.created_at, OUTBOX.c.key))]

    def claim(self, message: Message) -> bool:
        """Begin to send a message; False if another process has begun since it was read."""
        mine = (OUTBOX.c.key == message.key, OUTBOX.c.attempts == message.attempts, OUTBOX.c.sent_at.is_(None))
        with self.writer.begin() as connection:
            return connection.execute(update(OUTBOX).where(*mine).values(attempts=message.attempts + 1)).rowcount == 1

    def mark_sent(self, message: Message, sent_at: int) -> None:
        """Note that a message was sent."""
        with self.writer.begin() as connection:
            connection.execute(update(OUTBOX).where(OUTBOX.c.key == message.key).values(sent_at=sent_at))
