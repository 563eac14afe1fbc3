"""The copy as often as it is made: filled in steps or at once, deleted, of another release."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.contract.store import NOW
from tripact.ledger import columnar
from tripact.ledger.columnar import copied_up_to, fill_copy, open_copy
from tripact.ledger.facts import Fact, Subjects, make_fact
from tripact.ledger.migrations.apply import migrate
from tripact.ledger.relations import RELATIONS
from tripact.ledger.sqlite import SqliteStore

Told = tuple[str, str, str | None]
TOLD = st.tuples(
    st.sampled_from(["p1", "p2", "p3", "a1", "d1"]), st.sampled_from("xyz"), st.sampled_from(["1", "b", None])
)
OF = {"p": "person", "a": "account", "d": "deal"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore(tmp_path / "ledger.sqlite", migrate)
    yield opened
    opened.close()


def fact(number: int, subject: str, kind: str, **body: str | None) -> Fact:
    """A fact about a subject; p, a and d begin persons, accounts and deals."""
    return make_fact(kind, ("crm", str(number)), Subjects(**{OF[subject[0]]: subject}), number, body)


def everything(connection: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all relations."""
    return {name: connection.execute(f"select * from ledger.{name} order by all").fetchall() for name in RELATIONS}


def copied(store: SqliteStore, path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of a copy that is brought up to date and closed."""
    with open_copy(path) as connection:
        fill_copy(connection, store)
        assert copied_up_to(connection) == store.position()
        return everything(connection)


STORY = [
    fact(1, "p1", "move", stage="lead"),
    fact(2, "p1", "link", relation="belongs_to", other="a1"),
    fact(3, "a1", "attribute", name="employees", value="120"),
    fact(4, "d1", "link", relation="converted", other="p1"),
    fact(5, "p2", "link", relation="merged", other="p1"),
    fact(6, "d1", "deal", amount="12.3450", currency="EUR"),
    fact(7, "p1", "void", voided_id="1"),
    fact(8, "a1", "attribute", name="employees", value="many"),
]


def test_subjects_links_voids_and_numbers_are_resolved(store, tmp_path):
    store.append(STORY, NOW)
    rows = copied(store, tmp_path / "copy.duckdb")
    keys = {(kind, name): key for key, kind, name in rows["subjects"]}
    assert sorted(keys.values()) == [1, 2, 3, 4]
    others = [row[list(RELATIONS["links"]).index("other_key")] for row in rows["links"]]
    assert others == [keys["account", "a1"], keys["person", "p1"], keys["person", "p1"]]
    assert rows["voids"][0][-1] == 1
    assert [row[-2:] for row in rows["attributes"]] == [(120.0, None), (None, None)]
    assert rows["restated"] == [(keys["account", "a1"],)]


def test_keys_are_stable_while_the_ledger_grows(store, tmp_path):
    store.append(STORY[:3], NOW)
    before = copied(store, tmp_path / "copy.duckdb")["subjects"]
    store.append(STORY[3:], NOW)
    after = copied(store, tmp_path / "copy.duckdb")["subjects"]
    assert set(before) < set(after)


def test_the_same_id_of_another_kind_is_another_subject(store, tmp_path):
    facts = [make_fact("signal", ("crm", "1"), Subjects("x", "x", "x"), 1, {"signal": "page"})]
    store.append(facts, NOW)
    assert len(copied(store, tmp_path / "copy.duckdb")["subjects"]) == 3


def test_deleting_the_copy_loses_nothing(store, tmp_path):
    store.append(STORY[:5], NOW)
    copied(store, tmp_path / "copy.duckdb")
    store.append(STORY[5:], NOW)
    before = copied(store, tmp_path / "copy.duckdb")
    (tmp_path / "copy.duckdb").unlink()
    assert copied(store, tmp_path / "copy.duckdb") == before


def test_a_copy_of_another_layout_is_made_anew(store, tmp_path, monkeypatch):
    store.append(STORY, NOW)
    before = copied(store, tmp_path / "copy.duckdb")
    monkeypatch.setattr(columnar, "_LAYOUT", "of the next release")
    with open_copy(tmp_path / "copy.duckdb") as connection:
        assert copied_up_to(connection) == 0
    assert copied(store, tmp_path / "copy.duckdb") == before


def test_filling_again_does_nothing(store, tmp_path):
    store.append(STORY, NOW)
    with open_copy(tmp_path / "copy.duckdb") as connection:
        assert (fill_copy(connection, store), fill_copy(connection, store)) == (len(STORY), 0)


def test_progress_is_told_up_to_the_end(store, tmp_path, monkeypatch):
    monkeypatch.setattr(columnar, "BATCH", 3)
    monkeypatch.setattr(columnar, "_PAGE", 3)
    store.append(STORY, NOW)
    told: list[tuple[int, int]] = []
    with open_copy(tmp_path / "copy.duckdb") as connection:
        fill_copy(connection, store, lambda done, whole: told.append((done, whole)))
    assert told == [(3, 8), (6, 8), (8, 8)]


@settings(max_examples=6)
@given(st.lists(st.lists(TOLD, min_size=1, max_size=8), min_size=1, max_size=4))
def test_filling_in_steps_gives_what_filling_at_once_gives(batches: Sequence[Sequence[Told]]):
    with TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "ledger.sqlite", migrate)
        told, number = [], 0
        for batch in batches:
            for subject, name, value in batch:
                number += 1
                told.append((subject, name))
                store.append([fact(number, subject, "attribute", name=name, value=value)], NOW)
            stepwise = copied(store, Path(folder) / "steps.duckdb")
        assert stepwise == copied(store, Path(folder) / "whole.duckdb")
        store.close()
    names = {key: name for key, _, name in stepwise["subjects"]}
    often = {subject for subject, name in told if told.count((subject, name)) > 1}
    assert {names[key] for (key,) in stepwise["restated"]} == often


def test_a_copy_that_shrank_is_kept(tmp_path: Path) -> None:
    """Dropping a table gives its blocks back to the disk; the file is shorter, and whole."""
    path = tmp_path / "copy.duckdb"
    with open_copy(path) as copy:
        copy.execute("create table big as select range as n, hash(range) as h from range(2_000_000)")
        copy.execute("update ledger.copied set seq = 7")
    with open_copy(path) as copy:
        copy.execute("drop table big")
    with open_copy(path) as copy:
        assert copied_up_to(copy) == 7
