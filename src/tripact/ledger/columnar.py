"""The columnar copy: the ledger's facts as typed DuckDB relations, filled forward, rebuildable.

Subjects get integer keys in the order in which they first appear. Losing the file loses nothing:
it is filled again from the ledger, as it is when its layout is of another release, when it cannot
be read, or when it was filled from another ledger than the one at hand.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import duckdb

from tripact.errors import TripactError
from tripact.ledger.kinds import KINDS, SQL_TYPES, ColumnType, columns
from tripact.ledger.relations import ENVELOPE, RELATIONS, relation_columns, relation_name
from tripact.ledger.store import PAGE_COLUMNS, Page, Store
from tripact.ledger.words import DECIMAL, words_for

BATCH = 500_000
"""Facts copied at once: bounds the memory a copy needs."""
_MEMORY = "4GiB"
"""What DuckDB may hold in memory; the rest goes to disk."""
_PAGE = 50_000
_HEADERS = 3 * 4096
"""Bytes of a DuckDB file before its first block."""
_LOCKED = ("Conflicting lock", "Could not set lock")
"""How DuckDB says that another process holds a file."""

_NUMBERS = ("seq", "recorded_at", "occurred_at", "voided_seq")
_PAGE_TYPES = {name: "bigint" if name in _NUMBERS else "varchar" for name in PAGE_COLUMNS}

_SUBJECTS_OF_ROWS = """
    insert into ledger.subjects
    select (select count(*) from ledger.subjects) + row_number() over (order by seq, kind), kind, id
    from (
      select min(seq) as seq, kind, id
      from (
        select seq, 'person' as kind, person as id from incoming where person is not null
        union all select seq, 'account', account from incoming where account is not null
        union all select seq, 'deal', deal from incoming where deal is not null
        union all
        select seq, case (body ->> '$.relation') when 'belongs_to' then 'account' when 'converted' then 'person'
          else case when person is not null then 'person' when account is not null then 'account' else 'deal' end end,
          (body ->> '$.other')
        from incoming where kind = 'link' and (body ->> '$.other') is not null
      ) named
      group by kind, id
    ) found
    where not exists (select 1 from ledger.subjects s where s.kind = found.kind and s.id = found.id)
"""
_KEYED = """
    create or replace temporary table keyed as
    select i.*, p.key as person_key, a.key as account_key, d.key as deal_key
    from incoming i
    left join ledger.subjects p on p.kind = 'person' and p.id = i.person
    left join ledger.subjects a on a.kind = 'account' and a.id = i.account
    left join ledger.subjects d on d.kind = 'deal' and d.id = i.deal
"""
# Of the attributes just copied: stated twice in this batch, or stated before it.
_RESTATED = """
    insert into ledger.restated
    with added as (
      select coalesce(person, account, deal) as subject, name, count(*) as times
      from ledger.attributes where seq > ? group by all
    )
    select distinct subject from added a
    where (a.times > 1 or exists (
      select 1 from ledger.attributes b
      where b.seq <= ? and coalesce(b.person, b.account, b.deal) = a.subject and b.name = a.name))
      and not exists (select 1 from ledger.restated r where r.subject = a.subject)
"""
_ENVELOPE_VALUES = {
    "seq": "i.seq",
    "recorded_at": "i.recorded_at",
    "ts": "i.occurred_at",
    "day_precision": "i.precision = 'day'",
    "person": "i.person_key",
    "account": "i.account_key",
    "deal": "i.deal_key",
    "actor": "i.actor",
}
_EXTRA_VALUES = {
    "number": f"""case when regexp_full_match((i.body ->> '$.value'), '{DECIMAL}')
        and isfinite(try_cast((i.body ->> '$.value') as double)) then (i.body ->> '$.value')::double end""",
    "truth": f"""case when lower((i.body ->> '$.value')) in {words_for(truth=True)} then true
        when lower((i.body ->> '$.value')) in {words_for(truth=False)} then false end""",
    "other_key": """(select s.key from ledger.subjects s where s.id = (i.body ->> '$.other') and s.kind =
        case (i.body ->> '$.relation') when 'belongs_to' then 'account' when 'converted' then 'person'
        else case when i.person is not null then 'person' when i.account is not null then 'account' else 'deal' end
        end)""",
    "voided_seq": "i.voided_seq",
}
_COPIED = "seq bigint, layout varchar, ledger varchar, last varchar"
_LAYOUT = hashlib.sha256(json.dumps([RELATIONS, _EXTRA_VALUES, _COPIED]).encode()).hexdigest()


def open_copy(path: Path) -> duckdb.DuckDBPyConnection:
    """Open the copy, made anew if it is missing, of another layout, or unreadable.

    Raises:
        TripactError: If another process holds it, or no copy can be made.
    """
    try:
        return _laid_out(path)
    except duckdb.Error as fault:
        if any(words in str(fault) for words in _LOCKED):
            raise TripactError(
                "unavailable", f"Another process works with {path}.", hint="Wait until it is done, then try again."
            ) from fault
        return _made_anew(path)


def fill_copy(
    connection: duckdb.DuckDBPyConnection, store: Store, on_progress: Callable[[int, int], None] | None = None
) -> int:
    """Copy the facts that the copy does not have yet, all if it is not of this ledger; return how many there were."""
    _bind(connection, store)
    start = copied_up_to(connection)
    done, last = start, store.position()
    with TemporaryDirectory() as folder:
        for batch in _batches(store.pages(start, _PAGE), Path(folder)):
            _copy(connection, batch, done, store)
            done = batch.last
            if on_progress:
                on_progress(done - start, last - start)
    return done - start


def copied_up_to(connection: duckdb.DuckDBPyConnection) -> int:
    """Return the sequence number of the last fact in the copy."""
    row = connection.execute("select seq from ledger.copied").fetchone()
    connection.fetchall()
    return int(row[0]) if row else 0


def _laid_out(path: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(str(path))
    try:
        connection.execute("set preserve_insertion_order = false")
        connection.execute(f"set memory_limit = '{_MEMORY}'")
        _expect_whole(connection, path)
        if _layout(connection) != _LAYOUT:
            _lay_out(connection)
    except duckdb.Error:
        connection.close()
        raise
    return connection


def _made_anew(path: Path) -> duckdb.DuckDBPyConnection:
    try:
        for file in (path, path.with_name(f"{path.name}.wal")):
            file.unlink(missing_ok=True)
        return _laid_out(path)
    except (duckdb.Error, OSError) as fault:
        raise TripactError(
            "unavailable", f"The copy {path} cannot be made.", hint="May you write to its folder, and is there room?"
        ) from fault


def _expect_whole(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Raise if the file is gone, or too short for what it holds: nothing tells until a missing block is read.

    Free blocks at its end are no longer in the file, though DuckDB goes on counting them among all.
    """
    ((blocks, size),) = connection.execute("select used_blocks, block_size from pragma_database_size()").fetchall()
    try:
        found = path.stat().st_size
    except FileNotFoundError as fault:
        raise duckdb.IOException(f"{path} was taken away by another process that makes it anew") from fault
    if found < _HEADERS + blocks * size:
        raise duckdb.IOException(f"{path} is cut off")


def _lay_out(connection: duckdb.DuckDBPyConnection, ledger: str = "") -> None:
    """Make all relations, empty, for the facts of a ledger."""
    connection.execute("begin")
    connection.execute("drop schema if exists ledger cascade")
    # verdicts kept beside the facts name subjects by their keys, which are given anew
    connection.execute("drop schema if exists verdicts cascade")
    connection.execute("create schema ledger")
    for name, relation in RELATIONS.items():
        defined = ", ".join(f"{column} {SQL_TYPES[kind]}" for column, kind in relation.items())
        connection.execute(f"create table ledger.{name} ({defined})")
    connection.execute(f"create table ledger.copied ({_COPIED})")
    connection.execute("insert into ledger.copied values (0, ?, ?, '')", [_LAYOUT, ledger])
    connection.execute("commit")


def _bind(connection: duckdb.DuckDBPyConnection, store: Store) -> None:
    """Empty the copy if it is of another ledger, or of a later or other state of this one (a backup came back)."""
    ((seq, ledger, last),) = connection.execute("select seq, ledger, last from ledger.copied").fetchall()
    if (ledger, last) != (store.identity(), _name_of(store, seq)):
        _lay_out(connection, store.identity())


def _name_of(store: Store, seq: int) -> str:
    """Return what tells a fact from any other that may stand in its place; nothing if there is none."""
    names = [(each.recorded_at, each.fact.source, each.fact.source_id) for each in store.facts([seq])]
    return json.dumps(names[0]) if names else ""


def _layout(connection: duckdb.DuckDBPyConnection) -> str | None:
    known = connection.execute(
        "select 1 from information_schema.tables where table_schema = 'ledger' and table_name = 'copied'"
    ).fetchall()
    found = connection.execute("select layout from ledger.copied").fetchall() if known else []
    return str(found[0][0]) if found else None


class _Batch(NamedTuple):
    """Facts in a file, up to a sequence number."""

    path: Path
    last: int


def _batches(pages: Iterator[Page], folder: Path) -> Iterator[_Batch]:
    """Yield files of about ``BATCH`` facts; each is written while the one before it is taken in."""
    paths = (folder / f"{number}.csv" for number in count())
    with ThreadPoolExecutor(1) as ahead:
        writing = ahead.submit(_write, pages, next(paths))
        while batch := writing.result():
            writing = ahead.submit(_write, pages, next(paths))
            yield batch
            batch.path.unlink()


def _write(pages: Iterator[Page], path: Path) -> _Batch | None:
    # A CSV file is the fastest way in that needs no Arrow (spec/libraries.md §2c).
    facts, last = 0, 0
    with path.open("wb") as file:
        for page in pages:
            file.write(page.text)
            facts, last = facts + page.facts, page.last
            if facts >= BATCH:
                break
    return _Batch(path, last) if facts else None


def _copy(connection: duckdb.DuckDBPyConnection, batch: _Batch, before: int, store: Store) -> None:
    """Take in the facts of a batch, all of them or none; ``before`` is the last fact copied so far."""
    connection.execute("begin")
    take_in(connection, batch.path, before)
    _resolve_voids(connection, store)
    connection.execute("update ledger.copied set seq = ?, last = ?", [batch.last, _name_of(store, batch.last)])
    connection.execute("commit")


def take_in(connection: duckdb.DuckDBPyConnection, path: Path, before: int) -> None:
    """Add the facts of a file of ``PAGE_COLUMNS`` to the relations; ``before`` is the last fact there so far."""
    _load(connection, path)
    connection.execute(_SUBJECTS_OF_ROWS)
    connection.execute(_KEYED)
    kinds = {str(kind) for (kind,) in connection.execute("select distinct kind from incoming").fetchall()} & set(KINDS)
    for kind in kinds:
        connection.execute(_insert(kind))
    if "attribute" in kinds:
        connection.execute(_RESTATED, [before, before])


def _resolve_voids(connection: duckdb.DuckDBPyConnection, store: Store) -> None:
    """Look again for the facts whose voids came before them."""
    voids = [seq for (seq,) in connection.execute("select seq from ledger.voids where voided_seq is null").fetchall()]
    found = [(voided, void) for void, voided in (store.voided(voids) if voids else {}).items()]
    if found:
        connection.executemany("update ledger.voids set voided_seq = ? where seq = ?", found)


def _load(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    connection.execute(
        "create or replace temporary table incoming as select * from read_csv(?, header = false, delim = ',',"
        f" quote = '\"', escape = '\"', nullstr = '', columns = {_PAGE_TYPES}, auto_detect = false,"
        " max_line_size = 100000000)",
        [str(path)],
    )


def _insert(kind: str) -> str:
    body = {name: _field(name, column) for name, column in columns(kind).items()}
    values = {**_ENVELOPE_VALUES, **body, **_EXTRA_VALUES}
    picked = ", ".join(values[name] for name in relation_columns(kind))
    return (
        f"insert into ledger.{relation_name(kind)} select {picked} from keyed i where i.kind = '{kind}' order by i.seq"
    )


def _field(name: str, column: ColumnType) -> str:
    text = f"(i.body ->> '$.{name}')"
    return text if column == "text" else f"try_cast({text} as {SQL_TYPES[column]})"


assert set(_ENVELOPE_VALUES) == set(ENVELOPE)
