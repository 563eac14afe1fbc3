"""A copy belongs to one ledger in one state; what cannot be read or is of another is filled again."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from tests.contract.store import NOW, signal
from tripact.errors import TripactError
from tripact.ledger import migrations
from tripact.ledger.columnar import fill_copy, open_copy
from tripact.ledger.facts import Subjects, make_fact
from tripact.ledger.migrations.apply import migrate
from tripact.ledger.sqlite import SqliteStore

SCRIPTS = str(Path(str(migrations.__file__)).parent)


def values(store: SqliteStore, copy: Path, query: str) -> list[tuple[object, ...]]:
    """The answer of a copy that is brought up to date and closed."""
    with open_copy(copy) as connection:
        fill_copy(connection, store)
        return connection.execute(query).fetchall()


def seen(store: SqliteStore, copy: Path) -> list[str]:
    """The signals in the copy."""
    return [str(name) for (name,) in values(store, copy, "select topic from ledger.signals order by seq")]


def told(*topics: str) -> list:
    """Signals, each of its own id."""
    return [make_fact("signal", ("crm", name), Subjects("p"), 1, {"signal": "x", "topic": name}) for name in topics]


def test_a_copy_of_another_ledger_is_filled_again(store, tmp_path):
    store.append(told("old", "older"), NOW)
    assert seen(store, tmp_path / "copy") == ["old", "older"]
    other = SqliteStore(tmp_path / "other.sqlite", migrate)
    other.append(told("new", "newer", "newest"), NOW)
    assert seen(other, tmp_path / "copy") == ["new", "newer", "newest"]
    assert store.identity() != other.identity()
    other.close()


@pytest.mark.parametrize("since", [[], ["c"], ["c", "d"], ["c", "d", "e"]])
def test_a_copy_of_a_later_state_is_filled_again(path, tmp_path, since):
    first = SqliteStore(path, migrate)
    first.append(told("a"), NOW)
    first.close()
    shutil.copy(path, tmp_path / "backup")
    later = SqliteStore(path, migrate)
    later.append(told("b1", "b2"), NOW)
    assert seen(later, tmp_path / "copy") == ["a", "b1", "b2"]
    later.close()
    back = SqliteStore(tmp_path / "backup", migrate)
    back.append(told(*since), NOW)
    assert seen(back, tmp_path / "copy") == ["a", *since]
    back.close()


def test_a_ledger_of_the_first_revision_gets_an_id(path):
    config = Config()
    config.set_main_option("script_location", SCRIPTS)
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as config.attributes["connection"]:
        command.upgrade(config, "0001")
    engine.dispose()
    with closing(sqlite3.connect(path)) as old:
        old.execute("insert into facts (source, source_id, kind, occurred_at, precision, recorded_at, body)"
                    " values ('crm', '1', 'signal', 1, 'day', 1, '{}')")  # fmt: skip
        old.commit()
    opened = SqliteStore(path, migrate)
    again = SqliteStore(path, migrate)
    assert (len(opened.identity()), opened.position()) == (32, 1) and opened.identity() == again.identity()
    opened.close(), again.close()


def test_the_head_is_the_newest_revision():
    assert ScriptDirectory(SCRIPTS).get_current_head() == migrations.HEAD


def test_a_void_before_its_fact_is_resolved_once_that_comes(store, tmp_path):
    store.append([make_fact("void", ("crm", "v"), Subjects(), 1, {"voided_id": "1"})], NOW)
    query = "select seq, voided_seq from ledger.voids"
    assert values(store, tmp_path / "copy", query) == [(1, None)]
    store.append([signal(0), signal(1)], NOW)
    assert values(store, tmp_path / "copy", query) == values(store, tmp_path / "whole", query) == [(1, 3)]


def read_as(store: SqliteStore, folder: Path, column: str, texts: list[str]) -> list[object]:
    """What a derived column says of attribute values."""
    bodies = enumerate({"name": "n", "value": text} for text in texts)
    store.append([make_fact("attribute", ("crm", str(at)), Subjects("p"), 1, body) for at, body in bodies], NOW)
    found = values(store, folder / "copy", f"select {column} from ledger.attributes order by seq")
    return [value for (value,) in found]


def test_only_plain_finite_decimals_are_numbers(store, tmp_path):
    plain = {"5": 5.0, "-.5": -0.5, "+7.": 7.0, "0.10": 0.1, "-0": 0.0}
    others = ["nan", "inf", "-Infinity", "1e999", "1e3", "1_000", " 5 ", "", "5 000", "9" * 400, "٣", "0x10", "5\n"]
    assert read_as(store, tmp_path, "number", [*plain, *others]) == [*plain.values(), *[None] * len(others)]


def test_truths_are_read_by_one_table_of_words(store, tmp_path):
    words = {"True": True, "YES": True, "y": True, "t": True, "1": True, "No": False, "F": False, "0": False}
    assert read_as(store, tmp_path, "truth", [*words, "maybe", "", " yes"]) == [*words.values(), None, None, None]


@pytest.mark.parametrize(
    "damage", [lambda raw: b"no database", lambda raw: raw[:5000], lambda raw: raw[: len(raw) - 1]]
)
def test_an_unreadable_copy_is_filled_again(store, tmp_path, damage):
    store.append(told("a", "b"), NOW)
    copy = tmp_path / "an unlocked folder" / "copy"
    copy.parent.mkdir()
    assert seen(store, copy) == ["a", "b"]
    copy.write_bytes(damage(copy.read_bytes()))
    assert seen(store, copy) == ["a", "b"]


def test_a_copy_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "clock").mkdir()
    with pytest.raises(TripactError, match="cannot be made"):
        open_copy(tmp_path / "clock")


def test_a_copy_that_another_process_holds_is_left_alone(tmp_path, monkeypatch):
    def held(path: str) -> None:
        raise duckdb.IOException(f'IO Error: Could not set lock on file "{path}": Conflicting lock is held')

    (tmp_path / "copy").write_bytes(b"theirs")
    monkeypatch.setattr(duckdb, "connect", held)
    with pytest.raises(TripactError, match="Another process"):
        open_copy(tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == b"theirs"
