"""The columnar copy: the ledger's facts as typed DuckDB relations, filled forward, rebuildable.

Subjects get integer keys in the order in which they first appear. Losing the file loses nothing:
it is filled again from the ledger, as it is when its layout is of another release.
"""

from __future__ import annotations

import csv
import hashlib
import json
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb

from tripact.errors import TripactError
from tripact.ledger.kinds import KINDS, ColumnType, columns
from tripact.ledger.relations import ENVELOPE, RELATIONS, relation_columns, relation_name
from tripact.ledger.store import RAW_COLUMNS, Store

BATCH = 250_000
"""Facts copied at once: bounds the memory a copy needs."""

_TYPES: dict[ColumnType, str] = {
    "text": "varchar",
    "bigint": "bigint",
    "double": "double",
    "boolean": "boolean",
    "decimal": "decimal(18, 4)",
}
_RAW_TYPES = {name: "bigint" if name in ("seq", "recorded_at", "occurred_at") else "varchar" for name in RAW_COLUMNS}
_KIND, _BODY = RAW_COLUMNS.index("kind"), RAW_COLUMNS.index("body")
_LAYOUT = hashlib.sha256(json.dumps(RELATIONS).encode()).hexdigest()

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
        select seq, case body ->> '$.relation' when 'belongs_to' then 'account' when 'converted' then 'person'
          else case when person is not null then 'person' when account is not null then 'account' else 'deal' end end,
          body ->> '$.other'
        from incoming where kind = 'link' and body ->> '$.other' is not null
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
      from ledger.attributes where seq >= ? group by all
    )
    select distinct subject from added a
    where (a.times > 1 or exists (
      select 1 from ledger.attributes b
      where b.seq < ? and coalesce(b.person, b.account, b.deal) = a.subject and b.name = a.name))
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
    "number": "try_cast(i.body ->> '$.value' as double)",
    "other_key": """(select s.key from ledger.subjects s where s.id = i.body ->> '$.other' and s.kind =
        case i.body ->> '$.relation' when 'belongs_to' then 'account' when 'converted' then 'person'
        else case when i.person is not null then 'person' when i.account is not null then 'account' else 'deal' end
        end)""",
    "voided_seq": "try_cast(i.body ->> '$.voided_seq' as bigint)",
}


def open_copy(path: Path) -> duckdb.DuckDBPyConnection:
    """Open the copy, made anew if it is missing, of another layout, or of an unreadable version.

    Raises:
        TripactError: If another process holds it.
    """
    try:
        return _laid_out(path)
    except duckdb.IOException as fault:
        if "lock" in str(fault).lower():
            raise TripactError(
                "unavailable", f"Another process works with {path}.", hint="Wait until it is done, then try again."
            ) from fault
        path.unlink(missing_ok=True)
        return _laid_out(path)


def fill_copy(
    connection: duckdb.DuckDBPyConnection, store: Store, on_progress: Callable[[int, int], None] | None = None
) -> int:
    """Copy the facts that the copy does not have yet; return how many there were."""
    done = copied_up_to(connection)
    start, last = done, store.position()
    for rows in store.batches(done, BATCH):
        _copy(connection, _resolved(rows, store))
        done = int(str(rows[-1][0]))
        connection.execute("update ledger.copied set seq = ?", [done])
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
    connection.execute("set preserve_insertion_order = false")
    if _layout(connection) != _LAYOUT:
        connection.execute("drop schema if exists ledger cascade")
        connection.execute("create schema ledger")
        for name, relation in RELATIONS.items():
            defined = ", ".join(f"{column} {_TYPES[kind]}" for column, kind in relation.items())
            connection.execute(f"create table ledger.{name} ({defined})")
        connection.execute("create table ledger.copied (seq bigint, layout varchar)")
        connection.execute("insert into ledger.copied values (0, ?)", [_LAYOUT])
    return connection


def _layout(connection: duckdb.DuckDBPyConnection) -> str | None:
    known = connection.execute(
        "select 1 from information_schema.tables where table_schema = 'ledger' and table_name = 'copied'"
    ).fetchall()
    found = connection.execute("select layout from ledger.copied").fetchall() if known else []
    return str(found[0][0]) if found else None


def _resolved(rows: list[tuple[object, ...]], store: Store) -> list[tuple[object, ...]]:
    """Return the rows, those that void a fact naming its sequence number."""
    return [_naming(row, store) if row[_KIND] == "void" else row for row in rows]


def _naming(row: tuple[object, ...], store: Store) -> tuple[object, ...]:
    body = json.loads(str(row[_BODY]))
    source = body.get("voided_source") or row[RAW_COLUMNS.index("source")]
    body["voided_seq"] = store.seq_of(str(source), body["voided_id"])
    return (*row[:_BODY], json.dumps(body), *row[_BODY + 1 :])


def _copy(connection: duckdb.DuckDBPyConnection, rows: Sequence[tuple[object, ...]]) -> None:
    connection.execute("begin")
    _load(connection, rows)
    connection.execute(_SUBJECTS_OF_ROWS)
    connection.execute(_KEYED)
    for kind in {str(row[_KIND]) for row in rows} & set(KINDS):
        connection.execute(_insert(kind))
    first = int(str(rows[0][0]))
    connection.execute(_RESTATED, [first, first])
    connection.execute("commit")


def _load(connection: duckdb.DuckDBPyConnection, rows: Sequence[tuple[object, ...]]) -> None:
    # A CSV file is the fastest way in that needs no Arrow (spec/libraries.md §2c).
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, quoting=csv.QUOTE_MINIMAL).writerows(rows)
        connection.execute(
            "create or replace temporary table incoming as select * from read_csv(?, header = false, delim = ',',"
            f" quote = '\"', escape = '\"', nullstr = '', columns = {_RAW_TYPES}, auto_detect = false,"
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
    text = f"i.body ->> '$.{name}'"
    return text if column == "text" else f"try_cast({text} as {_TYPES[column]})"


assert set(_ENVELOPE_VALUES) == set(ENVELOPE)
