"""The default ledger: one SQLite file, write-ahead log, every commit on disk before it is acknowledged."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Select, bindparam, create_engine, event, select
from sqlalchemy.exc import SQLAlchemyError

from tripact.errors import TripactError
from tripact.ledger.facts import Fact
from tripact.ledger.outbox import Message, Outbox, last_fact, post, recorded_since
from tripact.ledger.store import Append, Appended, Page, Recorded
from tripact.ledger.tables import FACTS, LEDGER, PAYLOADS, PROGRESS

# Rows of one statement: a fifth quicker than one each, and within the 999 parameters that every SQLite takes.
_TOGETHER = 80
# What makes two facts of one id the same fact; the zone only says how the instant was written.
_CONTENT = ("kind", "person", "account", "deal", "occurred_at", "precision", "actor", "body")
# A payload is only kept for a fact that this append recorded: importing a file again after a
# person was forgotten must not bring the details back.
_INSERT_PAYLOAD = (
    "insert into payloads (fact, person, body) select seq, person, ? from facts"
    " where source = ? and source_id = ? and seq > ? on conflict (fact) do nothing"
)
_INSERT_PROGRESS = (
    "insert into progress (name, done) values (?, ?) on conflict (name) do update set done = excluded.done"
)
_VOIDED = """(
            select v.seq from facts v
            where v.source = coalesce(json_extract(f.body, '$.voided_source'), f.source)
              and v.source_id = json_extract(f.body, '$.voided_id'))"""
_VOIDED_BY = f"""
    select f.seq, {_VOIDED} as voided_seq
    from facts f
    where f.seq in (select value from json_each(?)) and f.kind = 'void' and voided_seq is not null
"""
# SQLite itself writes the lines: three times as quick as a Python tuple for each fact.
_PAGE = f"""
    select cast(group_concat(line, char(10)) || char(10) as blob), count(*), max(seq)
    from (
      select
        f.seq,
        printf('%d,%d,%d,%s,%s,"%w","%w","%w","%w","%w",%s',
          f.seq, f.recorded_at, f.occurred_at, f.kind, f.precision, coalesce(f.person, ''), coalesce(f.account, ''),
          coalesce(f.deal, ''), coalesce(f.actor, ''), f.body,
          coalesce(case when f.kind = 'void' then {_VOIDED} end, '')) as line
      from facts f
      where f.seq > ?
      order by f.seq
      limit ?
    ) lines
"""
# Who a person is under any id, and the deals that came from them. A link that was voided joins nobody.
_FORGET = """
    delete from payloads where fact in (
      with recursive
      voids as (
        select coalesce(json_extract(body, '$.voided_source'), source) as source,
          json_extract(body, '$.voided_id') as source_id
        from facts where kind = 'void' and json_extract(body, '$.voided_id') is not null
      ),
      links as materialized (
        select person, account, deal,
          json_extract(body, '$.relation') as relation, json_extract(body, '$.other') as other
        from facts where kind = 'link' and (source, source_id) not in (select source, source_id from voids)
      ),
      ways (kind, id, next_kind, next) as materialized (
        select 'person', person, 'person', other from links where relation = 'merged' and person is not null
        union select 'person', other, 'person', person from links where relation = 'merged' and person is not null
        union select 'deal', deal, 'deal', other from links
        where relation = 'merged' and person is null and account is null
        union select 'deal', other, 'deal', deal from links
        where relation = 'merged' and person is null and account is null
        union select 'person', other, 'deal', deal from links where relation = 'converted'
      ),
      same (kind, id) as (
        select 'person', ? union select next_kind, next from ways join same using (kind, id) where next is not null
      )
      select p.fact
      from payloads p join facts f on f.seq = p.fact
      where f.person in (select id from same where kind = 'person')
        or f.person is null and f.deal in (select id from same where kind = 'deal')
    )
"""
_PRAGMAS = (
    "pragma journal_mode = wal",
    "pragma secure_delete = on",
    "pragma synchronous = full",
    "pragma busy_timeout = 20000",
    "pragma foreign_keys = on",
    "pragma cache_size = -262144",
)


class SqliteStore:
    """A ledger in one SQLite file.

    Args:
        path: The database file; it is created when missing.
        migrate: Brings the tables up to date over a connection.
    """

    def __init__(self, path: Path, migrate: Callable[[Connection], None]) -> None:
        self._writer = _engine(path, "begin immediate")
        self._reader = _engine(path, "begin")
        with self._writer.begin() as connection:
            migrate(connection)

    def identity(self) -> str:
        """Return the random id that the ledger got when it was made."""
        with self._reader.connect() as connection:
            return str(connection.scalar(select(LEDGER.c.id)))

    def append(self, facts: Sequence[Fact], recorded_at: int) -> Appended:
        """Record the facts that the ledger does not have yet, durably, in the given order."""
        with self._writer.begin() as connection:
            return _append(connection, facts, recorded_at)

    @contextmanager
    def alone(self) -> Iterator[Append]:
        """Give the one who may append; all others wait until it is done, and what it appended holds together."""
        with self._writer.begin() as connection:
            yield partial(_append, connection)

    def append_with_progress(self, facts: Sequence[Fact], recorded_at: int, name: str, done: int) -> Appended:
        """Append and note the progress of a named job in the same transaction."""
        with self._writer.begin() as connection:
            appended = _append(connection, facts, recorded_at)
            connection.exec_driver_sql(_INSERT_PROGRESS, (name, done))
            return appended

    def position(self) -> int:
        """Return the sequence number of the last fact, 0 when there is none."""
        with self._reader.connect() as connection:
            return last_fact(connection)

    def pages(self, after: int, size: int) -> Iterator[Page]:
        """Yield the facts with ``seq > after`` in order, so many on a page."""
        while True:
            with self._reader.connect() as connection:
                page = Page(*connection.exec_driver_sql(_PAGE, (after, size)).one())
            if not page.facts:
                return
            yield page
            after = page.last

    def voided(self, voids: Sequence[int]) -> dict[int, int]:
        """Return, of facts of kind ``void``, the fact that each voids, as far as it is recorded by now."""
        with self._reader.connect() as connection:
            found = connection.exec_driver_sql(_VOIDED_BY, (json.dumps(list(voids)),)).all()
        return {void: voided for void, voided in found}

    def facts(self, seqs: Sequence[int]) -> list[Recorded]:
        """Return the facts with these sequence numbers, payloads included where still kept."""
        query = _whole_facts().where(FACTS.c.seq.in_(bindparam("seqs", expanding=True))).order_by(FACTS.c.seq)
        with self._reader.connect() as connection:
            return [_recorded(row) for row in connection.execute(query, {"seqs": list(seqs)}).mappings()]

    def find(self, source: str, source_ids: Sequence[str]) -> dict[str, Recorded]:
        """Return the facts that a source stated under these ids, by id."""
        query = _whole_facts().where(FACTS.c.source == source)
        query = query.where(FACTS.c.source_id.in_(bindparam("ids", expanding=True)))
        with self._reader.connect() as connection:
            rows = connection.execute(query, {"ids": list(source_ids)}).mappings()
            return {str(row["source_id"]): _recorded(row) for row in rows}

    def forget(self, person: str) -> int:
        """Delete the personal payloads about a person from the file; return how many there were.

        Raises:
            TripactError: If the log still holds them, because another process keeps reading.
        """
        with self._writer.begin() as connection:
            forgotten = connection.exec_driver_sql(_FORGET, (person,)).rowcount
        _empty_log(self._writer)
        return forgotten

    def progress(self, name: str) -> int:
        """Return how far a named job has come."""
        with self._reader.connect() as connection:
            return connection.scalar(select(PROGRESS.c.done).where(PROGRESS.c.name == name)) or 0

    def decide(
        self, decisions: Sequence[Fact], messages: Sequence[Message], recorded_at: int, progress: tuple[str, int]
    ) -> tuple[str, ...]:
        """Record decisions of one source with their messages and a job's progress; return the ids of new ones."""
        with self._writer.begin() as connection:
            before = last_fact(connection)
            _append(connection, decisions, recorded_at)
            new = recorded_since(connection, before, decisions[0].source) if decisions else ()
            told = set(new)
            post(connection, [each for each in messages if each.decision in told], recorded_at)
            connection.exec_driver_sql(_INSERT_PROGRESS, progress)
            return new

    @property
    def outbox(self) -> Outbox:
        """What must be told of decisions."""
        return Outbox(self._reader, self._writer)

    def close(self) -> None:
        """Release the database file."""
        self._writer.dispose()
        self._reader.dispose()


def _empty_log(writer: Engine) -> None:
    with closing(writer.raw_connection()) as connection:
        busy = connection.cursor().execute("pragma wal_checkpoint(truncate)").fetchone()[0]
    if busy:
        raise TripactError(
            "unavailable",
            "The details are deleted, but another process keeps the ledger's log, which still holds them.",
            hint="Wait until it is done, then erase the person again.",
        )


def _whole_facts() -> Select[Any]:
    """Return a query of facts with their personal payloads, where still kept."""
    return select(FACTS, PAYLOADS.c.body.label("personal")).outerjoin(PAYLOADS, PAYLOADS.c.fact == FACTS.c.seq)


def _engine(path: Path, begin: str) -> Engine:
    """Return an engine whose transactions start with ``begin``.

    Writers begin immediately: with a plain BEGIN two of them read the same last number first and
    lock each other out later.
    """
    try:
        engine = create_engine(f"sqlite:///{path}")
        event.listen(engine, "connect", _configure)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin) and None)
        engine.connect().close()
    except (SQLAlchemyError, OSError) as unusable:
        raise TripactError(
            "unavailable",
            f"The ledger {path} cannot be opened.",
            hint="Is it a tripact ledger, and may you write to its folder?",
        ) from unusable
    return engine


def _configure(raw: Any, _record: object) -> None:
    raw.isolation_level = None
    for pragma in _PRAGMAS:
        raw.execute(pragma)


def _append(connection: Connection, facts: Sequence[Fact], recorded_at: int) -> Appended:
    if not facts:
        return Appended(0, 0)
    before = last_fact(connection)
    changes = "select total_changes()"
    count = int(connection.exec_driver_sql(changes).scalar_one())
    whole = len(facts) - len(facts) % _TOGETHER
    _insert(connection, facts[:whole], recorded_at, together=_TOGETHER)
    _insert(connection, facts[whole:], recorded_at, together=1)
    recorded = int(connection.exec_driver_sql(changes).scalar_one()) - count
    payloads = [(fact.personal, fact.source, fact.source_id, before) for fact in facts if fact.personal]
    if payloads and recorded:
        connection.exec_driver_sql(_INSERT_PAYLOAD, payloads)
    changed = _changed(connection, facts) if recorded < len(facts) else ()
    return Appended(recorded, len(facts) - recorded, changed)


def _changed(connection: Connection, facts: Sequence[Fact]) -> tuple[str, ...]:
    """Return the ids of facts of which the ledger holds another content under the same id."""
    found: list[str] = []
    for at in range(0, len(facts), _TOGETHER):
        rows = facts[at : at + _TOGETHER]
        given = tuple(chain.from_iterable((*fact[:7], fact.precision, fact.actor, fact.body) for fact in rows))
        found += connection.exec_driver_sql(_differing(len(rows)), given).scalars()
    return tuple(found)


def _differing(rows: int) -> str:
    values = ", ".join(["(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"] * rows)
    differs = " or ".join(f"f.{name} is not g.{name}" for name in _CONTENT)
    return (
        f"with g (source, source_id, {', '.join(_CONTENT)}) as (values {values})"
        f" select g.source_id from g join facts f using (source, source_id) where {differs}"
    )


def _insert(connection: Connection, facts: Sequence[Fact], recorded_at: int, *, together: int) -> None:
    """Insert facts, so many with each statement; their number is a multiple of it."""
    rows = [(*fact[:11], recorded_at) for fact in facts]
    parameters = [tuple(chain.from_iterable(rows[at : at + together])) for at in range(0, len(rows), together)]
    if parameters:
        connection.exec_driver_sql(_insert_facts(together), parameters)


def _insert_facts(together: int) -> str:
    row = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    return (
        "insert into facts (source, source_id, kind, person, account, deal, occurred_at, precision, zone, actor, body,"
        f" recorded_at) values {', '.join([row] * together)} on conflict (source, source_id) do nothing"
    )


def _recorded(row: Any) -> Recorded:
    envelope = (row[name] for name in Fact._fields)
    return Recorded(row["seq"], row["recorded_at"], Fact(*envelope))
