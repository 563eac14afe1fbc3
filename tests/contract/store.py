"""What every store of the ledger must do; a subclass of ``StoreContract`` gives an empty one as ``store``."""

from __future__ import annotations

import json
import threading
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tripact.ledger.facts import Fact, Moment, Subjects, make_fact
from tripact.ledger.store import Store

NOW = 1_750_000_000_000
_RUNS = count()


def signal(number: int | str, source: str = "crm") -> Fact:
    """A fact about person ``p``."""
    return make_fact("signal", (source, str(number)), Subjects("p"), 1, {"signal": "page"})


def identity(number: int | str, person: str = "p", name: str = "Ada") -> Fact:
    """A fact with a personal payload."""
    body = {"identified_by": "form", "full_name": name}
    return make_fact("identity", ("crm", str(number)), Subjects(person), 1, body)


def kept(store: Store) -> list[Fact]:
    """All facts, in their order."""
    return [each.fact for each in store.facts(range(1, store.position() + 1))]


class StoreContract:
    """The contract of ``tripact.ledger.store.Store``."""

    def test_an_empty_ledger_stands_at_zero(self, store: Store) -> None:
        assert (store.position(), store.facts([1]), list(store.pages(0, 10)), store.progress("x")) == (0, [], [], 0)
        assert store.append([], NOW) == (0, 0, ())

    def test_a_fact_comes_back_as_it_was(self, store: Store) -> None:
        when = Moment(-5, "day", "Europe/Bratislava")
        body = {"stage": "mql", "note": "secret “ž” \n", "actor": "sam"}
        fact = make_fact("move", ("crm", "ž/1"), Subjects("p 'x'", "a", "d"), when, body)
        store.append([fact], NOW)
        (recorded,) = store.facts([store.position()])
        assert (recorded.fact, recorded.recorded_at) == (fact, NOW)
        assert json.loads(recorded.fact.body) == {"stage": "mql"}

    def test_the_order_is_kept(self, store: Store) -> None:
        facts = [signal(number) for number in (3, 1, 2, *range(10, 250))]
        store.append(facts[:2], NOW)
        store.append(facts[2:], NOW - 1)
        assert kept(store) == facts

    def test_a_fact_is_recorded_once(self, store: Store) -> None:
        assert store.append([signal(1), signal(2)], NOW) == (2, 0, ())
        assert store.append([signal(2), signal(3), signal(2, "web")], NOW + 1) == (2, 1, ())
        assert kept(store) == [signal(1), signal(2), signal(3), signal(2, "web")]

    def test_a_fact_is_found_by_the_id_its_source_gave_it(self, store: Store) -> None:
        store.append([signal(1), identity(2), signal(2, "web")], NOW)
        found = store.find("crm", ["2", "3"])
        assert {key: each.fact for key, each in found.items()} == {"2": identity(2)}
        assert store.find("crm", []) == {}

    def test_also_within_one_batch(self, store: Store) -> None:
        assert store.append([signal(1), signal(1), signal(2), signal(1)], NOW) == (2, 2, ())
        assert kept(store) == [signal(1), signal(2)]

    def test_the_first_statement_holds(self, store: Store) -> None:
        store.append([identity(1, name="Ada")], NOW)
        store.append([identity(1, name="Eve")], NOW + 9)
        (recorded,) = store.facts([1])
        assert recorded.recorded_at == NOW and "Ada" in str(recorded.fact.personal)

    def test_an_id_that_comes_with_other_content_is_named(self, store: Store) -> None:
        other = [signal(2)._replace(occurred_at=2), signal(3)._replace(actor="sam"), signal(4)._replace(body="{}")]
        store.append([signal(number) for number in range(1, 100)], NOW)
        appended = store.append([signal(1), *other, signal(100), signal(5)._replace(zone="UTC")], NOW + 1)
        assert appended == (1, 5, ("2", "3", "4"))
        assert store.append([signal(101), signal(101)._replace(person="q")], NOW).changed == ("101",)

    @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.lists(st.integers(0, 200), max_size=170), max_size=4))
    def test_what_comes_often_is_counted_as_duplicate(self, store: Store, batches: list[list[int]]) -> None:
        known: set[int] = set()
        run = f"run {next(_RUNS)}"
        for batch in batches:
            appended = store.append([signal(number, run) for number in batch], NOW)
            assert appended == (len(set(batch) - known), len(batch) - len(set(batch) - known), ())
            known |= set(batch)

    def test_pages_go_forward_from_anywhere(self, store: Store) -> None:
        store.append([signal(number) for number in range(10)], NOW)
        pages = list(store.pages(0, 4))
        assert [(page.facts, page.last) for page in pages] == [(4, 4), (4, 8), (2, 10)]
        assert b"".join(page.text for page in store.pages(7, 100)).count(b"\n") == 3
        assert list(store.pages(10, 4)) == []

    def test_a_person_is_forgotten_and_the_facts_stay(self, store: Store) -> None:
        store.append([identity(1), identity(2), identity(3, "q", "Bo"), signal(4)], NOW)
        assert store.forget("p") == 2
        assert [fact.personal is None for fact in kept(store)] == [True, True, False, True]
        assert store.forget("p") == store.forget("nobody") == 0

    def test_what_was_forgotten_does_not_come_back(self, store: Store) -> None:
        store.append([identity(1)], NOW)
        store.forget("p")
        assert store.append([identity(1), identity(2, "q", "Bo")], NOW) == (1, 1, ())
        assert [fact.personal for fact in kept(store)] == [None, '{"full_name":"Bo"}']

    def test_no_personal_word_stands_in_a_page(self, store: Store) -> None:
        store.append([identity(1, name="Ada Lovelace")], NOW)
        assert b"Lovelace" not in b"".join(page.text for page in store.pages(0, 10))

    def test_progress_is_of_the_same_transaction_as_its_facts(self, store: Store) -> None:
        store.append_with_progress([signal(1)], NOW, "job", 20)
        store.append_with_progress([signal(2)], NOW, "job", 40)
        assert (store.progress("job"), store.progress("other"), store.position()) == (40, 0, 2)
        broken = signal(4)._replace(kind=None)  # type: ignore[arg-type]
        with pytest.raises(Exception, match="kind"):
            store.append_with_progress([signal(3), broken], NOW, "job", 60)
        assert (store.progress("job"), kept(store)) == (40, [signal(1), signal(2)])

    def test_who_appends_alone_appends_to_what_they_read(self, store: Store) -> None:
        store.append([signal(1)], NOW)
        waiting: list[int] = []

        def other() -> None:
            store.append([signal("late")], NOW)
            waiting.append(store.position())

        thread = threading.Thread(target=other)
        with store.alone() as append:
            thread.start()
            thread.join(0.3)
            assert (store.position(), waiting) == (1, [])
            assert append([signal(2)], NOW) == (1, 0, ())
            assert append([signal(2), signal(3)], NOW) == (1, 1, ())
        thread.join(30)
        assert kept(store) == [signal(1), signal(2), signal(3), signal("late")]
        assert waiting == [store.position()]

    def test_what_is_appended_alone_holds_altogether_or_not_at_all(self, store: Store) -> None:
        with pytest.raises(RuntimeError), store.alone() as append:
            append([signal(1)], NOW)
            raise RuntimeError
        with store.alone():
            pass
        assert store.position() == 0
