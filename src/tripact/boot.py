"""The composition root: the only place that chooses store and engine, and reads settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sqlalchemy import Connection

from tripact.agreement.agreement import Agreement
from tripact.agreement.load import require_agreement
from tripact.errors import TripactError
from tripact.evaluate.engine import KeepingEngine
from tripact.ledger.migrations import HEAD
from tripact.ledger.store import Store
from tripact.settings import read_settings

AGREEMENT = "agreement.yaml"
LEDGER = "ledger.sqlite"
COPY = "copy.duckdb"
REJECTS = "rejects"

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

    def engine(self, on_progress: OnProgress | None = None) -> KeepingEngine:
        """Return the embedded engine over the columnar copy, brought up to date first."""
        from tripact.evaluate.engines.duckdb import DuckdbEngine
        from tripact.ledger.columnar import fill_copy, open_copy

        connection = open_copy(self.folder / COPY)
        fill_copy(connection, self.store, on_progress)
        return DuckdbEngine(connection)


def create_workspace(folder: Path, agreement: str) -> Workspace:
    """Make a workspace with the given agreement text.

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
