"""Who is forgotten with a person: the same person under other ids, and the deals that came from them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.store import NOW, identity, kept
from tripact.errors import TripactError
from tripact.ledger.facts import Fact, Subjects, make_fact
from tripact.ledger.migrations.apply import migrate
from tripact.ledger.sqlite import SqliteStore


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore(tmp_path / "ledger.sqlite", migrate)
    yield opened
    opened.close()


def link(about: Subjects, relation: str, other: str) -> Fact:
    """A link; its id says what it says."""
    said = f"{about}/{relation}/{other}"
    return make_fact("link", ("crm", said), about, 1, {"relation": relation, "other": other})


def note(about: Subjects) -> Fact:
    """A note on somebody, which is personal."""
    return make_fact("move", ("crm", f"note {about}"), about, 1, {"stage": "won", "note": f"on {about}"})


def left(store: SqliteStore) -> list[tuple[str | None, str | None]]:
    """Of whom something personal is kept."""
    return [(fact.person, fact.deal) for fact in kept(store) if fact.personal]


@pytest.mark.parametrize("who", ["p1", "p2", "p3", "p4"])
def test_merged_ids_are_one_person_in_every_direction(store, who):
    store.append([identity(number, f"p{number}") for number in range(1, 6)], NOW)
    merges = [("p1", "p2"), ("p3", "p2"), ("p3", "p4"), ("p4", "p1")]
    store.append([link(Subjects(one), "merged", other) for one, other in merges], NOW)
    store.append([link(Subjects("p5"), "belongs_to", "p1")], NOW)
    assert (store.forget(who), left(store)) == (4, [("p5", None)])


def test_a_voided_merge_joins_nobody(store):
    wrong = link(Subjects("p1"), "merged", "p2")
    void = make_fact("void", ("desk", "v"), Subjects(), 1, {"voided_id": wrong.source_id, "voided_source": "crm"})
    store.append([identity(1, "p1"), identity(2, "p2"), wrong, void], NOW)
    assert (store.forget("p1"), left(store)) == (1, [("p2", None)])


def test_deals_of_the_person_are_forgotten_but_not_what_they_say_of_others(store):
    deals = [
        note(Subjects(deal="d1")),
        note(Subjects(deal="d2")),
        note(Subjects(deal="d3")),
        note(Subjects("q", deal="d1")),
    ]
    links = [
        link(Subjects("p1"), "merged", "p2"),
        link(Subjects(deal="d1"), "converted", "p2"),
        link(Subjects(deal="d2"), "merged", "d1"),
        link(Subjects(deal="d3"), "converted", "q"),
    ]
    store.append([*deals, *links], NOW)
    assert (store.forget("p1"), left(store)) == (2, [(None, "d3"), ("q", "d1")])


def test_no_file_keeps_what_was_forgotten(store, tmp_path):
    store.append([identity(number, name=f"Lovelace {number}") for number in range(500)], NOW)
    store.append([identity("other", "q", "Hopper")], NOW)
    store.forget("p")
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"Hopper" in raw and b"Lovelace" not in raw


def test_a_reader_that_keeps_the_log_is_told(store, monkeypatch):
    monkeypatch.setattr("tripact.ledger.sqlite._PRAGMAS", ("pragma busy_timeout = 50",))
    store.append([identity(1)], NOW)
    store._writer.dispose()
    with store._reader.connect() as reading:
        reading.exec_driver_sql("select count(*) from facts").all()
        with pytest.raises(TripactError, match="another process keeps"):
            store.forget("p")
    assert (store.forget("p"), left(store)) == (0, [])
