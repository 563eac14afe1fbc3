"""Facts that are only tried: they stand in the copy as if they were recorded, and are gone afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from tripact.ledger.columnar import copied_up_to, take_in
from tripact.ledger.facts import Fact


class Drafts:
    """The facts that are tried on a copy.

    Args:
        connection: To the copy, within a transaction that will be rolled back.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self.position = copied_up_to(connection)

    def add(self, facts: Iterable[tuple[int, Fact]], recorded_at: int) -> None:
        """Let facts stand at these places, which lie after the last recorded fact; none of them is a void."""
        text = "".join(_line(place, fact, recorded_at) for place, fact in facts)
        if not text:
            return
        with TemporaryDirectory() as folder:
            path = Path(folder) / "drafts.csv"
            path.write_text(text, encoding="utf-8", newline="")
            take_in(self._connection, path, self.position)


@contextmanager
def drafts(connection: duckdb.DuckDBPyConnection) -> Iterator[Drafts]:
    """Let facts be tried on a copy; whatever is done with it inside is undone at the end."""
    connection.execute("begin")
    try:
        yield Drafts(connection)
    finally:
        connection.execute("rollback")


def _line(place: int, fact: Fact, recorded_at: int) -> str:
    """Return a fact as a line of ``PAGE_COLUMNS``."""
    texts = (fact.person, fact.account, fact.deal, fact.actor, fact.body)
    quoted = ",".join('"' + (text or "").replace('"', '""') + '"' for text in texts)
    return f"{place},{recorded_at},{fact.occurred_at},{fact.kind},{fact.precision},{quoted},\n"
