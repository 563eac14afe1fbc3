"""Delivery: at least once, each message under its key; of several processes one sends it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.evaluate.ledgers import instant
from tests.ledger.conftest import path, store
from tripact.connect.noticefile.notifier import FileNotifier
from tripact.ledger.facts import Subjects, make_fact
from tripact.ledger.outbox import Message
from tripact.ledger.sqlite import SqliteStore
from tripact.service.deliver import deliver

__all__ = ["path", "store"]

NOW = instant(4)


def decide(store: SqliteStore, number: int = 1) -> tuple[str, ...]:
    about = make_fact("decision", ("tripact", f"k{number}"), Subjects("p1"), NOW, {"decision": "warn"})
    messages = [Message(f"k{number}>{who}", f"k{number}", "warn", who, json.dumps({"person": "p1"})) for who in "ab"]
    return store.decide([about], messages, NOW, ("job", 7))


class Broken:
    """Tells nobody."""

    def send(self, message: Message) -> None:
        raise OSError("no space left")


def test_every_message_is_a_line_and_is_sent_once(store: SqliteStore, tmp_path: Path) -> None:
    file = tmp_path / "told.jsonl"
    assert decide(store) == ("k1",)
    assert (deliver(store, FileNotifier(file), NOW), deliver(store, FileNotifier(file), NOW)) == (2, 0)
    assert [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] == [
        {"key": "k1>a", "kind": "warn", "to": "a", "person": "p1"},
        {"key": "k1>b", "kind": "warn", "to": "b", "person": "p1"},
    ]


def test_what_could_not_be_sent_is_sent_later(store: SqliteStore, tmp_path: Path) -> None:
    decide(store)
    with pytest.raises(OSError, match="no space"):
        deliver(store, Broken(), NOW)
    assert [each.attempts for each in store.outbox.unsent()] == [1, 0]
    assert deliver(store, FileNotifier(tmp_path / "told.jsonl"), NOW) == 2


def test_a_message_that_another_process_began_to_send_is_left_to_it(store: SqliteStore) -> None:
    decide(store)
    message, _ = store.outbox.unsent()
    assert store.outbox.claim(message)
    assert not store.outbox.claim(message)


def test_a_decision_that_is_there_already_tells_nobody_again(store: SqliteStore) -> None:
    assert (decide(store), decide(store), decide(store, 2)) == (("k1",), (), ("k2",))
    assert len(store.outbox.unsent()) == 4
    assert store.progress("job") == 7
    assert store.decide([], [], NOW, ("job", 8)) == ()
    assert store.progress("job") == 8
