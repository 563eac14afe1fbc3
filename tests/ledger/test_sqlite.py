"""The default store: the contract, and what only a file can be asked."""

import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from tests.contract.store import NOW, StoreContract, identity, kept, signal
from tests.services import ROOT
from tripact.errors import TripactError
from tripact.ledger.migrations.apply import migrate
from tripact.ledger.sqlite import SqliteStore


class TestSqliteStore(StoreContract):
    """SQLite keeps the contract."""


@pytest.mark.parametrize("change", ["update facts set body = '{}'", "delete from facts"])
def test_the_database_itself_refuses_change(store, path, change):
    store.append([signal(1)], NOW)
    with closing(sqlite3.connect(path)) as other, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        other.execute(change)
    assert kept(store) == [signal(1)]


def test_commits_are_on_disk_before_they_are_acknowledged(store, path):
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("pragma journal_mode").fetchone() == ("wal",)
    for engine in (store._writer, store._reader):
        with engine.connect() as connection:
            assert connection.exec_driver_sql("pragma synchronous").scalar() == 2
            assert connection.exec_driver_sql("pragma foreign_keys").scalar() == 1


def test_another_opening_sees_everything(store, path):
    store.append([identity(1)], NOW)
    again = SqliteStore(path, migrate)
    assert kept(again) == [identity(1)]
    again.close()


def test_a_folder_is_no_ledger(tmp_path):
    with pytest.raises(TripactError, match="cannot be opened") as refused:
        SqliteStore(tmp_path, migrate)
    assert refused.value.kind == "unavailable"


def appending(*arguments: object) -> subprocess.Popen[bytes]:
    """Start another process that appends (tests/ledger/appending.py)."""
    return subprocess.Popen([sys.executable, "-m", "tests.ledger.appending", *map(str, arguments)], cwd=ROOT)


def test_two_processes_lose_nothing_and_double_nothing(store, path):
    running = [appending(path, name, 1_000) for name in ("one", "two")]
    assert [process.wait(120) for process in running] == [0, 0]
    facts = kept(store)
    wanted = {f"{name}/{number}" for name in ("one", "two", "both") for number in range(1_000)}
    assert len(facts) == len(wanted) and {fact.source_id for fact in facts} == wanted
    for name in ("one", "two"):
        own = [int(fact.source_id.split("/")[1]) for fact in facts if fact.source_id.startswith(f"{name}/")]
        assert own == sorted(own)
        assert store.progress(name) == 1_000


def test_a_process_that_is_killed_leaves_whole_batches(store, path):
    assert appending(path, "one", 200, "stop-at", 125).wait(60) == -9
    assert (store.position(), store.progress("one")) == (200, 100)
    assert appending(path, "one", 200).wait(60) == 0
    assert (store.position(), store.progress("one")) == (400, 200)
