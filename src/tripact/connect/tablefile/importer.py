"""Import of foreign tables by a mapping: checked before the first row, resumable, and safe to repeat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from glob import glob
from pathlib import Path

from tripact.agreement.issues import Issue
from tripact.agreement.places import Places
from tripact.connect.tablefile.checks import check_columns
from tripact.connect.tablefile.familiar import unfamiliar
from tripact.connect.tablefile.load import MappingError, load_mapping
from tripact.connect.tablefile.mapping import Mapping, Table
from tripact.connect.tablefile.reader import open_table
from tripact.connect.tablefile.rejects import RejectsFile
from tripact.connect.tablefile.run import ImportOptions, OpenedFile, Run, without_garbage_collection
from tripact.errors import TripactError
from tripact.ledger.store import Store

__all__ = ["ImportOptions", "ImportResult", "MappingError", "import_mapping"]


@dataclass(frozen=True)
class ImportResult:
    """What an import did.

    Attributes:
        read: Rows that were read; footers and blank rows are none.
        recorded: Facts that the ledger did not have.
        duplicates: Facts that it had.
        changed: Those of them that say something else than the ledger holds; the first statement stands.
        rejected: Rows that gave no facts, because something was wrong with them.
        rejects_file: Where these two stand, with the reasons.
        detected: What was found out about each file.
        warnings: Words of the mapping that the agreement does not know.
    """

    read: int
    recorded: int
    duplicates: int
    changed: int
    rejected: int
    rejects_file: Path | None
    detected: dict[str, dict[str, str]]
    warnings: tuple[Issue, ...] = ()


def import_mapping(mapping: Path, data: Path | None, store: Store, options: ImportOptions) -> ImportResult:
    """Import the tables of a mapping into the ledger.

    Nothing is recorded before the mapping and the headers of all tables are found right. A bad
    row is written to the rejects file and does not keep the others out. Importing again adds
    nothing; an interrupted import goes on where it stopped.

    Args:
        mapping: The mapping document.
        data: The folder of the tables; the mapping's own folder when None.
        store: The ledger.
        options: How to run.

    Raises:
        MappingError: If the mapping or a column that it names is wrong; all problems at once.
        TripactError: If a file cannot be read.
    """
    loaded = load_mapping(mapping)
    if loaded.mapping is None:
        raise MappingError(loaded.issues)
    tables = enumerate(loaded.mapping.tables)
    files = [file for at, table in tables for file in _open(table, at, data or mapping.parent)]
    issues = [issue for file in files for issue in _header_issues(file, loaded.places)]
    if issues:
        raise MappingError(issues)
    known = options.agreement
    warnings = tuple(unfamiliar(loaded.mapping, loaded.places, known)) if known else ()
    return replace(_run(loaded.mapping, files, store, options), warnings=warnings)


def _run(mapping: Mapping, files: list[OpenedFile], store: Store, options: ImportOptions) -> ImportResult:
    with RejectsFile(options.rejects_dir, mapping.name) as rejects, without_garbage_collection():
        run = Run(mapping, store, options, rejects)
        run.coverage()
        for file in files:
            run.file(file)
        counts = (run.read, run.recorded, run.duplicates, run.changed, rejects.count)
        return ImportResult(*counts, rejects.path, run.detected)


def _open(table: Table, at: int, folder: Path) -> Iterator[OpenedFile]:
    for path in _paths(table, folder):
        yield OpenedFile(path, at, table, open_table(path, table.read.options))


def _paths(table: Table, folder: Path) -> Iterator[Path]:
    for name in table.file:
        # A name is taken as it stands first: a file may be called leads[1].csv.
        plain = folder / name
        names = [name] if plain.is_file() else sorted(glob(name, root_dir=folder))  # noqa: PTH207 - absolute patterns
        found = [folder / each for each in names]
        if not found:
            raise TripactError(
                "missing", f"There is no file '{name}' in {folder}.", hint="Name the folder with --data."
            )
        yield from found


def _header_issues(file: OpenedFile, places: Places) -> Iterator[Issue]:
    # Later lines of a long JSON Lines file may bring the columns that its first lines lack.
    if file.opened.complete:
        path = ("tables", file.number)
        yield from check_columns(file.table, path, file.opened.columns, places, file.path.name)
