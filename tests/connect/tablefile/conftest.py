"""A desk on which tables and mappings are laid and imported into a ledger."""

import csv
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from tripact.connect.tablefile.importer import ImportOptions, ImportResult, import_mapping
from tripact.ledger.facts import Fact
from tripact.ledger.migrations.apply import migrate
from tripact.ledger.sqlite import SqliteStore
from tripact.ledger.store import Store

HEAD = "apiVersion: tripact/v1\nkind: Mapping\nname: test\nsource: crm\n"


class Desk:
    """A folder with tables, and a ledger."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.folder = folder
        self.store = store

    def table(self, name: str, text: str) -> Path:
        """Lay a table on the desk."""
        path = self.folder / name
        path.write_text(textwrap.dedent(text).lstrip(), encoding="utf-8")
        return path

    def mapping(self, text: str, head: str = HEAD) -> Path:
        """Lay a mapping on the desk; the head is written for it."""
        return self.table("mapping.yaml", head + textwrap.dedent(text))

    def run(self, mapping: str, batch_rows: int = 20_000) -> ImportResult:
        """Import by a mapping."""
        options = ImportOptions(now=1_000, rejects_dir=self.folder / "rejects", batch_rows=batch_rows)
        return import_mapping(self.mapping(mapping), None, self.store, options)

    def facts(self) -> list[Fact]:
        """Return all facts of the ledger, in order."""
        return [recorded.fact for recorded in self.store.facts(range(1, self.store.position() + 1))]

    def said(self) -> list[tuple[str, str]]:
        """Return the ids and bodies of all facts."""
        return [(fact.source_id, fact.body) for fact in self.facts()]


def rejected(result: ImportResult) -> list[dict[str, str]]:
    """Return the rows of the rejects file."""
    assert result.rejects_file is not None
    with result.rejects_file.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = SqliteStore(tmp_path / "ledger.db", migrate)
    yield Desk(tmp_path, store)
    store.close()
