"""An empty SQLite ledger of one test alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tripact.ledger.migrations.apply import migrate
from tripact.ledger.sqlite import SqliteStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore(path, migrate)
    yield opened
    opened.close()
