"""Import of foreign tables by a mapping: checked before the first row, resumable, and safe to repeat."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from types import TracebackType

from tripact.connect.tablefile.checks import check_columns
from tripact.connect.tablefile.load import MappingError, load_mapping
from tripact.connect.tablefile.mapping import Mapping, Table
from tripact.connect.tablefile.model import BLANK, FOOTER, Batch
from tripact.connect.tablefile.model import Table as OpenTable
from tripact.connect.tablefile.ordered import ordered
from tripact.connect.tablefile.reader import open_table
from tripact.connect.tablefile.rejects import RejectsFile, raw_text
from tripact.connect.tablefile.tables import Mapped, TablePlan, compile_table
from tripact.errors import TripactError
from tripact.ledger.facts import Fact, Moment, Subjects, make_fact
from tripact.ledger.store import Appended, Store
from tripact.worktime.instant import midnight

OnProgress = Callable[[str, int, int], None]


def _silent(_phase: str, _done: int, _total: int) -> None:
    """Tell nobody."""


_WAITING = 2
"""Batches that may wait for the ledger while the next one is read."""


@dataclass(frozen=True)
class ImportOptions:
    """How an import runs.

    Attributes:
        now: The present instant, UTC milliseconds.
        rejects_dir: Where a file of rejected rows is written, if there are any.
        batch_rows: Rows that are read, mapped and recorded at once.
        on_progress: Told the phase, how much is done and how much there is.
    """

    now: int
    rejects_dir: Path
    batch_rows: int = 20_000
    on_progress: OnProgress = _silent


@dataclass(frozen=True)
class ImportResult:
    """What an import did.

    Attributes:
        read: Rows that were read; footers and blank rows are none.
        recorded: Facts that the ledger did not have.
        duplicates: Facts that it had.
        rejected: Rows that gave no facts, because something was wrong with them.
        rejects_file: Where they stand, with the reasons.
        detected: What was found out about each file.
    """

    read: int
    recorded: int
    duplicates: int
    rejected: int
    rejects_file: Path | None
    detected: dict[str, dict[str, str]]


@dataclass(frozen=True)
class _File:
    """A file of a table, opened."""

    path: Path
    table: Table
    opened: OpenTable


class _Recorder:
    """Appends batches in a thread of its own, in order, and adds up what the ledger says."""

    def __init__(self, store: Store, now: int) -> None:
        self.recorded = 0
        self.duplicates = 0
        self._store = store
        self._now = now
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="tripact-import")
        self._waiting: list[Future[Appended]] = []

    def __enter__(self) -> _Recorder:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._thread.shutdown(cancel_futures=fault is not None)

    def append(self, facts: list[Fact], name: str, done: int) -> None:
        """Record facts together with the progress of the file that they come from."""
        self.wait(_WAITING - 1)
        append = self._store.append_with_progress
        self._waiting.append(self._thread.submit(append, facts, self._now, name, done))

    def wait(self, most: int = 0) -> None:
        """Wait until at most so many batches are under way."""
        while len(self._waiting) > most:
            appended = self._waiting.pop(0).result()
            self.recorded += appended.recorded
            self.duplicates += appended.duplicates


@dataclass
class _Run:
    """One import under way."""

    options: ImportOptions
    store: Store
    recorder: _Recorder
    rejects: RejectsFile
    read: int = 0
    detected: dict[str, dict[str, str]] = field(default_factory=dict)

    def file(self, plan: TablePlan, file: _File, name: str) -> None:
        """Import one file, going on where an interrupted import stopped."""
        recorded_rows, seen = self.store.progress(name), 0
        phase = file.path.name
        self.options.on_progress(phase, 0, file.opened.total)
        for batch in _batches(file, self.options.batch_rows):
            mapped = plan.map(plan.rows(batch, phase))
            self._note(batch, mapped, phase)
            seen += len(batch) + len(batch.rejects)
            if seen <= recorded_rows:  # stands in the ledger: facts and progress are one transaction
                self.recorder.duplicates += len(mapped.facts)
            else:
                self.recorder.append(mapped.facts, name, seen)
            self.options.on_progress(phase, batch.position, file.opened.total)
        self.recorder.append([], name, 0)
        self.detected[str(file.path)] = file.opened.detected

    def _note(self, batch: Batch, mapped: Mapped, file: str) -> None:
        faulty = [each for each in batch.rejects if each.reason not in (BLANK, FOOTER)]
        self.read += len(batch) + len(faulty)
        self.rejects.add((file, each.row, each.reason, "", "", each.text) for each in faulty)
        self.rejects.add(
            (file, each.row, f"{_subject(each.problem.value)}{each.problem.reason}", each.problem.column,
             each.problem.value, raw_text(each.cells))
            for each in mapped.rejected
        )  # fmt: skip


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
        TripactError: If the mapping has errors or a table cannot be read.
    """
    loaded = load_mapping(mapping)
    if loaded.mapping is None:
        raise MappingError(loaded.issues)
    files = [list(_files(table, data or mapping.parent)) for table in loaded.mapping.tables]
    issues = [
        issue
        for number, opened in enumerate(files)
        for file in opened
        if file.opened.complete
        for issue in check_columns(file.table, ("tables", number), file.opened.columns, loaded.places, file.path.name)
    ]
    if issues:
        raise MappingError(issues)
    return _run(loaded.mapping, files, store, options)


def _run(mapping: Mapping, files: list[list[_File]], store: Store, options: ImportOptions) -> ImportResult:
    with RejectsFile(options.rejects_dir, mapping.name) as rejects, _Recorder(store, options.now) as recorder:
        run = _Run(options, store, recorder, rejects)
        recorder.append(list(_coverage(mapping)), f"import/{mapping.name}/coverage", 0)
        for number, opened in enumerate(files):
            for file in opened:
                run.file(compile_table(file.table, mapping), file, _job(mapping, number, file.path))
        recorder.wait()
    counts = (run.read, recorder.recorded, recorder.duplicates, rejects.count)
    return ImportResult(*counts, rejects.path, run.detected)


def _files(table: Table, folder: Path) -> Iterator[_File]:
    for pattern in table.file:
        found = sorted(folder.glob(pattern)) if any(sign in pattern for sign in "*?[") else [folder / pattern]
        if not found:
            raise TripactError(
                "missing", f"No file fits '{pattern}' in {folder}.", hint="Name the folder of the tables with --data."
            )
        for path in found:
            yield _File(path, table, open_table(path, table.read.options))


def _batches(file: _File, size: int) -> Iterator[Batch]:
    if file.table.order_by is None:
        return file.opened.batches(size)
    return ordered(file.opened.batches(size), file.table.order_by, size)


def _coverage(mapping: Mapping) -> Iterator[Fact]:
    """Yield what is said of recording windows; it holds at all times, so it is dated at the beginning."""
    for each in mapping.coverage:
        since = None if each.since is None else midnight(each.since, mapping.zone)
        until = None if each.until is None else midnight(each.until + timedelta(days=1), mapping.zone) - 1
        name = f"coverage/{each.stage}/{each.since or ''}/{each.until or ''}"
        body = {"stage": each.stage, "since": since, "until": until}
        yield make_fact("coverage", (mapping.source, name), Subjects(), Moment(0, "day", mapping.zone), body)


def _job(mapping: Mapping, number: int, path: Path) -> str:
    """Return the name under which progress is kept: another mapping or file is another job."""
    said = hashlib.sha256(mapping.model_dump_json().encode()).hexdigest()
    with path.open("rb") as file:
        held = hashlib.file_digest(file, "sha256").hexdigest()
    return f"import/{mapping.name}/{number}/{said[:16]}/{held[:32]}"


def _subject(value: str | None) -> str:
    return f"'{value}' " if value is not None else ""
