"""The columnar copy: every text arrives as it was, and filling it in parts gives what filling it at once gives."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tripact.boot import create_workspace
from tripact.ledger import columnar
from tripact.ledger.columnar import copied_up_to, fill_copy, open_copy
from tripact.ledger.facts import Fact, Subjects, make_fact
from tripact.ledger.relations import RELATIONS
from tripact.ledger.store import Store

TEXTS = ['with "quotes"', "a, comma", "two\nlines\r\n", "Žilina – 東京 🙂", "'single' \\ back", "%d %s", " blanks "]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return create_workspace(tmp_path / "workspace", "").store


def copy_of(store: Store, path: Path) -> duckdb.DuckDBPyConnection:
    connection = open_copy(path)
    fill_copy(connection, store)
    return connection


def signal(number: int, person: str | None, topic: str | None = None) -> Fact:
    body = {"signal": "visit", "topic": topic}
    return make_fact("signal", ("test", str(number)), Subjects(person), 1000 + number, body)


def test_every_text_arrives_as_it_was(store: Store, tmp_path: Path) -> None:
    facts = [signal(number, f"p {text}", text) for number, text in enumerate(TEXTS)]
    store.append([fact._replace(actor=fact.person) for fact in facts], 5)
    found = copy_of(store, tmp_path / "copy").execute(
        "select id, actor, topic, recorded_at from ledger.signals join ledger.subjects on key = person order by seq"
    )
    assert found.fetchall() == [(f"p {text}", f"p {text}", text, 5) for text in TEXTS]


def test_a_void_names_the_fact_of_its_own_source(store: Store, tmp_path: Path) -> None:
    void = make_fact("void", ("test", "void"), Subjects(), 2000, {"voided_id": "1"})
    elsewhere = make_fact("void", ("other", "void"), Subjects(), 2000, {"voided_id": "0", "voided_source": "test"})
    nothing = make_fact("void", ("other", "nothing"), Subjects(), 2000, {"voided_id": "0"})
    store.append([signal(0, "a"), signal(1, "b"), void, elsewhere, nothing], 5)
    voided = copy_of(store, tmp_path / "copy").execute("select voided_seq from ledger.voids order by seq").fetchall()
    assert voided == [(2,), (1,), (None,)]


def test_filling_in_parts_gives_the_same(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = [
        make_fact("attribute", ("test", f"said {n}"), Subjects(f"p{n % 7}"), n, {"name": f"a{n % 3}", "value": str(n)})
        for n in range(20)
    ]
    facts = [*said[:4], *(signal(n, f"p{n % 5}", str(n)) for n in range(30)), *said[4:]]
    monkeypatch.setattr(columnar, "BATCH", 6)
    monkeypatch.setattr(columnar, "_PAGE", 4)
    growing = open_copy(tmp_path / "growing")
    for start in range(0, len(facts), 11):
        store.append(facts[start : start + 11], 5)
        fill_copy(growing, store)
    monkeypatch.undo()
    whole = copy_of(store, tmp_path / "whole")
    assert copied_up_to(growing) == copied_up_to(whole) == len(facts)
    for name in RELATIONS:
        query = f"select * from ledger.{name} order by all"
        assert growing.execute(query).fetchall() == whole.execute(query).fetchall(), name
