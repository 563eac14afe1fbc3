"""One import under way: batches are read, mapped and recorded, each in one transaction."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from tripact.agreement.agreement import Agreement
from tripact.connect.tablefile.mapping import CoverageWindow, Mapping, Table
from tripact.connect.tablefile.model import BLANK, FOOTER, Batch
from tripact.connect.tablefile.model import Table as OpenTable
from tripact.connect.tablefile.ordered import ordered
from tripact.connect.tablefile.rejects import RejectsFile, raw_text
from tripact.connect.tablefile.tables import Mapped, compile_table
from tripact.ledger.facts import Fact, Moment, Subjects, make_fact
from tripact.ledger.store import Store
from tripact.worktime.instant import midnight

OnProgress = Callable[[str, int, int], None]
_CHANGED = (
    "the ledger holds this id with other content, and the first statement stands: give a change an id of its own,"
    " such as one with its date"
)


@dataclass(frozen=True)
class ImportOptions:
    """How an import runs.

    Attributes:
        now: The present instant, UTC milliseconds.
        rejects_dir: Where a file of rejected rows is written, if there are any.
        batch_rows: Rows that are read, mapped and recorded at once.
        on_progress: Told the file, how much of it is done and how much there is; None to tell nobody.
        agreement: The agreement whose words the mapping should use; None to ask none.
    """

    now: int
    rejects_dir: Path
    batch_rows: int = 20_000
    on_progress: OnProgress | None = None
    agreement: Agreement | None = None


@dataclass(frozen=True)
class OpenedFile:
    """A file of a mapping's table, opened; ``number`` is the table's place in the mapping."""

    path: Path
    number: int
    table: Table
    opened: OpenTable


@dataclass
class Run:
    """One import under way, and what it added up to so far."""

    mapping: Mapping
    store: Store
    options: ImportOptions
    rejects: RejectsFile
    read: int = 0
    recorded: int = 0
    duplicates: int = 0
    changed: int = 0
    detected: dict[str, dict[str, str]] = field(default_factory=dict)

    def coverage(self) -> None:
        """Record what the mapping says of recording windows."""
        self._append([_coverage(window, self.mapping) for window in self.mapping.coverage], "the mapping")

    def file(self, file: OpenedFile) -> None:
        """Import one file; the rows that an interrupted import recorded are only counted.

        They are mapped all the same: their rejects belong into the file of rejects, and what
        comes after them may depend on the case that they began.
        """
        job, plan, seen = _job(self.mapping, file), compile_table(file.table, self.mapping), 0
        known, name, total = self.store.progress(job), file.path.name, file.opened.total
        self.detected[str(file.path)] = dict(file.opened.detected)
        self._tell(name, 0, total)
        for batch in _batches(file, self.options.batch_rows):
            mapped = plan.map(plan.rows(batch, name))
            self._note(batch, mapped, file)
            seen += len(batch) + len(batch.rejects)
            if seen <= known:
                self.duplicates += len(mapped.facts)
            else:
                self._append(mapped.facts, name, job, seen)
            self._tell(name, batch.position, total)
        # Done: the next import looks at every fact again, also when a newer version maps otherwise.
        self._append([], name, job, 0)

    def _tell(self, name: str, done: int, total: int) -> None:
        if self.options.on_progress is not None:
            self.options.on_progress(name, done, total)

    def _append(self, facts: Sequence[Fact], file: str, job: str | None = None, done: int = 0) -> None:
        now = self.options.now
        add = self.store.append_with_progress
        appended = self.store.append(facts, now) if job is None else add(facts, now, job, done)
        self.recorded += appended.recorded
        self.duplicates += appended.duplicates
        self.changed += len(appended.changed)
        for source_id in appended.changed:
            self.rejects.write((file, "", _CHANGED, "id", source_id, ""))

    def _note(self, batch: Batch, mapped: Mapped, file: OpenedFile) -> None:
        name, notes = file.path.name, self.detected[str(file.path)]
        faulty = [each for each in batch.rejects if each.reason not in (BLANK, FOOTER)]
        footers = sum(each.reason == FOOTER for each in batch.rejects)
        if footers:
            notes["footer"] = f"{footers} rows below the data left out"
        self.read += len(batch) + len(faulty)
        self.rejects.add((name, each.row, each.reason, "", "", each.text) for each in faulty)
        for row, problem, cells in mapped.rejected:
            self.rejects.add([(name, row, problem.sentence, problem.column, problem.value, raw_text(cells))])


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Keep Python from looking for cycles among millions of tuples that have none: a quarter of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _batches(file: OpenedFile, size: int) -> Iterator[Batch]:
    batches = file.opened.batches(size)
    return batches if file.table.order_by is None else ordered(batches, file.table.order_by, size)


def _coverage(window: CoverageWindow, mapping: Mapping) -> Fact:
    """Return what is said of a recording window; it holds at all times, so it is dated at the beginning."""
    since = None if window.since is None else midnight(window.since, mapping.zone)
    until = None if window.until is None else midnight(window.until + timedelta(days=1), mapping.zone) - 1
    said = f"coverage/{window.stage}/{window.since or ''}/{window.until or ''}"
    body = {"stage": window.stage, "since": since, "until": until}
    return make_fact("coverage", (mapping.source, said), Subjects(), Moment(0, "day", mapping.zone), body)


def _job(mapping: Mapping, file: OpenedFile) -> str:
    """Return the name under which progress is kept: another mapping or another file is another job."""
    said = hashlib.sha256(mapping.model_dump_json().encode()).hexdigest()
    with file.path.open("rb") as content:
        held = hashlib.file_digest(content, "sha256").hexdigest()
    return f"import/{mapping.name}/{file.number}/{said[:16]}/{held[:32]}"
