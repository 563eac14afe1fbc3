"""Statements that run alongside each other, each as soon as what it reads is there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from threading import Condition, Thread
from types import TracebackType
from typing import Self

import duckdb

Statement = Callable[[duckdb.DuckDBPyConnection], object]

_NUMBERS = count(1)
_WORDS = re.compile(r"\w+")


@dataclass(eq=False)
class _Given:
    """A statement: the table that it makes, every word of its text, and those that it has to wait for."""

    makes: str
    words: frozenset[str]
    run: Statement
    after: tuple[_Given, ...]
    awaited: bool = False
    begun: bool = False
    done: bool = False

    def await_it(self) -> None:
        """Let it run before others, and whatever it waits for before it."""
        if not self.awaited:
            self.awaited = True
            for each in self.after:
                each.await_it()


class Streams:
    """Runs statements on further connections to a database, while the next ones are composed.

    The tables that they make lie in a database of its own in memory, and go with it. A statement waits for those given
    before it whose tables it names, and for those that read what it makes anew.

    Example:
        ``with Streams(connection) as streams: streams.start(name, text, statement)``, and ``streams.wait(text)``
        before anything is read that they make.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, streams: int = 2) -> None:
        self._connection = connection
        self.place = f"alongside_{next(_NUMBERS)}"
        self._cursors = [connection.cursor() for _ in range(streams)]
        self.reader = connection.cursor()
        self._threads = [Thread(target=self._work, args=(each,), daemon=True) for each in self._cursors]
        self._changed = Condition()
        self._given: list[_Given] = []
        self._failure: BaseException | None = None
        self._over = False

    def start(self, makes: str, text: str, run: Statement) -> None:
        """Have a statement run, and do not wait for it.

        Args:
            makes: The table that it makes.
            text: What it reads is named here.
            run: Runs it on a connection.
        """
        words = frozenset(_WORDS.findall(text))
        with self._changed:
            before = [each for each in self._given if not each.done]
            after = tuple(each for each in before if each.makes in words or each.makes == makes or makes in each.words)
            self._given.append(_Given(makes, words, run, after))
            self._changed.notify_all()

    def wait(self, text: str | None = None) -> None:
        """Wait until every table is there that a text names; without one, until all are.

        Raises:
            BaseException: What a statement raised.
        """
        words = None if text is None else set(_WORDS.findall(text))
        with self._changed:
            needed = [each for each in self._given if words is None or each.makes in words]
            for each in needed if words is not None else ():
                each.await_it()
            self._changed.wait_for(lambda: self._failure or all(each.done for each in needed))
        if self._failure:
            raise self._failure

    def __enter__(self) -> Self:
        ((name,),) = self._connection.execute("select current_database()").fetchall()
        self._connection.execute(f"attach ':memory:' as {self.place}")
        for each in (self._connection, self.reader, *self._cursors):
            each.execute(f"set search_path = '\"{name}\".main,{self.place}.main'")
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with self._changed:
            self._over = True
            self._changed.notify_all()
        if any(each.begun and not each.done for each in self._given):
            for cursor in self._cursors:
                cursor.interrupt()
        for thread in self._threads:
            thread.join()
        for each in (self.reader, *self._cursors):
            each.close()
        self._connection.execute("reset search_path")
        self._connection.execute(f"detach {self.place}")

    def _work(self, cursor: duckdb.DuckDBPyConnection) -> None:
        while given := self._next():
            try:
                given.run(cursor)
            except BaseException as error:  # noqa: BLE001 - it is raised where somebody waits
                self._failure = self._failure or error
            with self._changed:
                given.done = True
                self._changed.notify_all()

    def _next(self) -> _Given | None:
        """Return a statement that nothing holds back, as soon as there is one; None when it is over."""
        with self._changed:
            while not (self._over or self._failure):
                ready = [each for each in self._given if not each.begun and all(one.done for one in each.after)]
                # the earliest of those that somebody waits for, else the earliest
                if given := next((each for each in ready if each.awaited), ready[0] if ready else None):
                    given.begun = True
                    return given
                self._changed.wait()
        return None
