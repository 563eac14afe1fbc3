"""The composition root: the only place that chooses store and engine, and reads settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from tripact.agreement.agreement import Agreement
from tripact.agreement.load import require_agreement
from tripact.errors import TripactError
from tripact.evaluate.engine import Engine, KeepingEngine
from tripact.ledger.facts import Fact
from tripact.ledger.migrations import HEAD
from tripact.ledger.store import Store
from tripact.service.deliver import Notifier
from tripact.service.trial import Tried
from tripact.settings import read_settings
from tripact.worktime.clock import wait

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

AGREEMENT = "agreement.yaml"
LEDGER = "ledger.sqlite"
COPY = "copy.duckdb"
REJECTS = "rejects"
CASES = "cases"
NOTIFICATIONS = "notifications.jsonl"

_PATIENCE, _PAUSE = 100, 100
"""How often, and after how many milliseconds each time, a copy that another process holds is asked for again."""

OnProgress = Callable[[int, int], None]


@dataclass(frozen=True)
class Workspace:
    """A folder with an agreement, its ledger, and the columnar copy (which may be deleted)."""

    folder: Path

    @property
    def agreement_file(self) -> Path:
        """Where the agreement stands."""
        return self.folder / AGREEMENT

    @property
    def rejects_folder(self) -> Path:
        """Where rejected rows of imports are written."""
        return self.folder / REJECTS

    @property
    def cases_folder(self) -> Path:
        """Where the cases stand that the agreement must satisfy."""
        return self.folder / CASES

    @property
    def notifications_file(self) -> Path:
        """Where people's notifications are written."""
        return self.folder / NOTIFICATIONS

    @cached_property
    def agreement(self) -> Agreement:
        """The agreement in force.

        Raises:
            TripactError: If it cannot be read or has errors.
        """
        return require_agreement(self.agreement_file)

    @cached_property
    def store(self) -> Store:
        """The ledger."""
        from tripact.ledger.sqlite import SqliteStore

        return SqliteStore(self.folder / LEDGER, _migrate)

    @property
    def notifier(self) -> Notifier:
        """What tells people: so far a file."""
        from tripact.connect.noticefile.notifier import FileNotifier

        return FileNotifier(self.notifications_file)

    def engine(self, on_progress: OnProgress | None = None) -> KeepingEngine:
        """Return the embedded engine over the columnar copy, brought up to date first."""
        from tripact.evaluate.engines.duckdb import DuckdbEngine

        return DuckdbEngine(self._copy(on_progress))

    @contextmanager
    def borrowed_engine(self) -> Iterator[Engine]:
        """Give the engine for one use; the copy is free for other processes afterwards."""
        from tripact.evaluate.engines.duckdb import DuckdbEngine

        connection = self._copy(None)
        try:
            yield DuckdbEngine(connection)
        finally:
            connection.close()

    @contextmanager
    def trying(self) -> Iterator[Tried]:
        """Give the copy to try facts on; another process that works with it is waited for a while."""
        from tripact.evaluate.engines.duckdb import DuckdbEngine
        from tripact.ledger.drafts import drafts

        connection = self._free_copy()
        try:
            with drafts(connection) as made:
                yield Tried(DuckdbEngine(connection), made.position, made.add)
        finally:
            connection.close()

    def _free_copy(self) -> DuckDBPyConnection:
        for _ in range(_PATIENCE):
            try:
                return self._copy(None)
            except TripactError as busy:
                if busy.kind != "unavailable":
                    raise
                wait(_PAUSE)
        return self._copy(None)

    def _copy(self, on_progress: OnProgress | None) -> DuckDBPyConnection:
        from tripact.ledger.columnar import fill_copy, open_copy

        connection = open_copy(self.folder / COPY)
        fill_copy(connection, self.store, on_progress)
        return connection


@contextmanager
def scratch(facts: Sequence[tuple[int, Fact]]) -> Iterator[Engine]:
    """Give an engine over a ledger of its own that holds these facts, each with when it became known."""
    with TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder))
        try:
            for recorded_at, together in groupby(facts, key=lambda each: each[0]):
                workspace.store.append([fact for _, fact in together], recorded_at)
            yield workspace.engine()
        finally:
            workspace.store.close()


def create_workspace(folder: Path, agreement: str, cases: Mapping[str, str] | None = None) -> Workspace:
    """Make a workspace with the given agreement text, and case files by name.

    Raises:
        TripactError: If the folder already holds an agreement.
    """
    workspace = Workspace(folder)
    if workspace.agreement_file.exists():
        raise TripactError(
            "conflict",
            f"{workspace.agreement_file} exists already.",
            hint="Edit it, or choose another folder.",
        )
    folder.mkdir(parents=True, exist_ok=True)
    workspace.agreement_file.write_text(agreement, encoding="utf-8")
    for name, text in (cases or {}).items():
        workspace.cases_folder.mkdir(exist_ok=True)
        (workspace.cases_folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    workspace.store.close()
    return workspace


def open_workspace(folder: Path | None) -> Workspace:
    """Open an existing workspace; without a folder the one that the environment names.

    Raises:
        TripactError: If there is none.
    """
    workspace = Workspace(folder or read_settings().workspace)
    if not workspace.agreement_file.exists():
        raise TripactError(
            "missing",
            f"There is no workspace in {workspace.folder.resolve()}.",
            hint="Make one with: tripact init DIR --template b2b, then pass --workspace DIR.",
        )
    return workspace


def _migrate(connection: Connection) -> None:
    # Alembic is slow to import and needed only when the tables are not up to date.
    tables = "select version_num from alembic_version"
    known = connection.exec_driver_sql("select count(*) from sqlite_master where name = 'alembic_version'").scalar_one()
    if known and connection.exec_driver_sql(tables).scalar() == HEAD:
        return
    from tripact.ledger.migrations.apply import migrate

    migrate(connection)
