"""Imports: rejects, repetition, interruption, order, and what is checked before the first row."""

import csv
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.connect.tablefile.conftest import Desk, rejected
from tripact.connect.tablefile.importer import ImportOptions, MappingError, import_mapping
from tripact.errors import TripactError
from tripact.ledger.facts import Fact
from tripact.ledger.store import Appended

LEADS = """
tables:
  - file: leads.csv
    facts:
      - kind: move
        id: "lead/{id}"
        person: "{id}"
        occurred_at: {column: date, format: "%Y-%m-%d"}
        set: {stage: mql}
      - kind: signal
        id: "visits/{id}"
        person: "{id}"
        occurred_at: {column: date, format: "%Y-%m-%d"}
        set: {signal: visits, value: "{visits}"}
"""


def test_rows_become_facts_in_their_order(desk):
    desk.table("leads.csv", "id,date,visits\na,2026-01-02,3\nb,2026-01-01,4.5\n")
    result = desk.run(LEADS)
    assert (result.read, result.recorded, result.duplicates, result.rejected) == (2, 4, 0, 0)
    assert result.rejects_file is None
    assert desk.said() == [
        ("lead/a", '{"stage":"mql"}'),
        ("visits/a", '{"signal":"visits","value":3.0}'),
        ("lead/b", '{"stage":"mql"}'),
        ("visits/b", '{"signal":"visits","value":4.5}'),
    ]
    assert desk.facts()[0] == Fact(
        "crm", "lead/a", "move", "a", None, None, 1_767_312_000_000, "day", "UTC", None, '{"stage":"mql"}'
    )


def test_a_bad_row_is_rejected_as_a_whole_with_its_reason(desk):
    desk.table("leads.csv", "id,date,visits\na,2026-01-02,many\n,2026-01-02,1\nc,2026-13-01,1\nd,2026-01-02,1\n")
    result = desk.run(LEADS)
    assert (result.read, result.recorded, result.rejected) == (4, 2, 3)
    many, nobody, undated = rejected(result)
    assert (many["file"], many["row"], many["column"], many["value"]) == ("leads.csv", "2", "visits", "many")
    assert many["reason"].startswith("'many' is not a plain number")
    assert many["raw"] == "a,2026-01-02,many"
    assert nobody["reason"] == "a part of the id 'lead/{id}' is empty"
    assert (undated["column"], undated["row"]) == ("date", "4")


def test_an_optional_fact_does_not_reject_its_row(desk):
    desk.table("leads.csv", "id,date,visits\na,2026-01-02,many\n")
    result = desk.run(LEADS.replace("- kind: signal", "- kind: signal\n        optional: true"))
    assert (result.recorded, result.rejected) == (1, 0)


def test_a_ragged_row_is_rejected_and_the_others_are_not(desk):
    desk.table("leads.csv", "id,date,visits\na,2026-01-02\nb,2026-01-01,4\n")
    result = desk.run(LEADS)
    assert (result.read, result.recorded, result.rejected) == (2, 2, 1)
    assert rejected(result)[0]["raw"] == "a,2026-01-02"


def test_a_foreign_text_is_no_formula_in_the_rejects(desk):
    desk.table("leads.csv", "id,date,visits\n=1+1,2026-01-02,@x\n")
    row = rejected(desk.run(LEADS))[0]
    assert (row["value"], row["raw"]) == ("'@x", "'=1+1,2026-01-02,@x")


def test_rejects_files_are_numbered(desk):
    desk.table("leads.csv", "id,date,visits\na,2026-01-02,many\n")
    names = [desk.run(LEADS).rejects_file.name for _ in range(2)]
    assert names == ["test-1.csv", "test-2.csv"]


def test_a_mended_row_comes_in_with_the_next_import(desk):
    desk.table("leads.csv", "id,date,visits\na,2026-01-02,many\nb,2026-01-02,1\n")
    desk.run(LEADS)
    desk.table("leads.csv", "id,date,visits\na,2026-01-02,2\nb,2026-01-02,1\n")
    result = desk.run(LEADS)
    assert (result.recorded, result.duplicates, result.rejected) == (2, 2, 0)


def test_importing_again_adds_nothing(desk):
    desk.table("leads.csv", "id,date,visits\na,2026-01-02,3\nb,2026-01-01,4.5\n")
    desk.run(LEADS)
    result = desk.run(LEADS)
    assert (result.read, result.recorded, result.duplicates, result.changed) == (2, 0, 4, 0)
    assert result.rejects_file is None


def test_an_id_that_comes_again_with_other_content_is_told_by_name(desk):
    desk.table("leads.csv", "id,date,visits\na,2026-01-02,3\nb,2026-01-01,4.5\n")
    desk.run(LEADS)
    desk.table("leads.csv", "id,date,visits\na,2026-01-02,3\nb,2026-01-01,5\n")
    result = desk.run(LEADS)
    assert (result.recorded, result.duplicates, result.changed, result.rejected) == (0, 4, 1, 0)
    (row,) = csv.DictReader(result.rejects_file.read_text(encoding="utf-8").splitlines())
    assert "first statement stands" in row["reason"]
    assert (row["file"], row["column"], row["value"]) == ("leads.csv", "id", "visits/b")


def test_rows_go_by_a_column_of_numbers(desk):
    desk.table("leads.csv", "id,date,visits\n10,2026-01-01,1\n9,2026-01-01,1\n,2026-01-01,1\n100,2026-01-01,1\n")
    desk.run(LEADS.replace("file: leads.csv", "file: leads.csv\n    order_by: id"), batch_rows=2)
    assert [fact.source_id for fact in desk.facts() if fact.kind == "move"] == ["lead/9", "lead/10", "lead/100"]


def test_a_pattern_names_many_files(desk):
    desk.table("leads-1.csv", "id,date,visits\na,2026-01-02,3\n")
    desk.table("leads-2.csv", "id,date,visits\nb,2026-01-02,3\n")
    result = desk.run(LEADS.replace("leads.csv", '"leads-*.csv"'))
    assert (result.read, result.recorded, len(result.detected)) == (2, 4, 2)


def test_a_missing_file_stops_the_import_before_the_first_row(desk):
    desk.table("leads.csv", "id,date,visits\na,2026-01-02,3\n")
    more = "  - file: gone.csv\n    facts: [{kind: move, id: x, person: x, occurred_at: t, set: {stage: x}}]\n"
    with pytest.raises(TripactError, match=r"There is no file 'gone.csv'.*--data"):
        desk.run(LEADS + more)
    assert desk.store.position() == 0


def test_all_columns_that_a_header_lacks_are_named_before_the_first_row(desk):
    desk.table("leads.csv", "lead_id,date,visit\na,2026-01-02,3\n")
    with pytest.raises(MappingError) as caught:
        desk.run(LEADS)
    assert "has no column 'visits'. Did you mean 'visit'?" in str(caught.value)
    assert {issue.line for issue in caught.value.issues} == {10, 11, 15, 16, 18}
    assert desk.store.position() == 0


def test_progress_is_told_in_the_units_of_the_file(desk):
    path = desk.table("leads.csv", "id,date,visits\na,2026-01-02,3\nb,2026-01-01,4.5\n")
    told = []
    options = ImportOptions(1, desk.folder, on_progress=lambda *progress: told.append(progress))
    import_mapping(desk.mapping(LEADS), None, desk.store, options)
    size = path.stat().st_size
    assert told == [("leads.csv", 0, size), ("leads.csv", size, size)]


class FragileStore:
    """Keeps the contract of a store in memory, and breaks after so many appends."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], Fact] = {}
        self.done: dict[str, int] = {}
        self.appends_left: int | None = None

    def append(self, facts: Sequence[Fact], recorded_at: int) -> Appended:
        return self.append_with_progress(facts, recorded_at, "", 0)

    def append_with_progress(self, facts: Sequence[Fact], recorded_at: int, name: str, done: int) -> Appended:
        if self.appends_left is not None:
            if self.appends_left == 0:
                raise KeyboardInterrupt
            self.appends_left -= 1
        before = len(self.kept)
        for fact in facts:
            self.kept.setdefault((fact.source, fact.source_id), fact)
        self.done[name] = done
        recorded = len(self.kept) - before
        return Appended(recorded, len(facts) - recorded)

    def progress(self, name: str) -> int:
        return self.done.get(name, 0)


CASES = """
tables:
  - file: log.csv
    deal: "{case}"
    occurred_at: {column: at, format: epoch_s}
    facts:
      - {kind: move, id: "{case}/{row}", changed_within: case, set: {stage: "{stage}"}}
      - {kind: attribute, id: "{case}/{row}", changed_within: case, each: {owner: owner}}
"""
EVENT = st.tuples(*map(st.sampled_from, ("ab", ["1", "2", "bad"], "xyz", ["", "o", "p"])))
EVENTS = st.lists(EVENT, min_size=1, max_size=12)


@given(events=EVENTS, runs=st.lists(st.tuples(st.integers(1, 5), st.integers(0, 4)), max_size=4))
def test_interrupted_in_any_way_the_ledger_comes_out_the_same(events, runs):
    with tempfile.TemporaryDirectory() as folder:
        whole, broken = (Desk(Path(folder), FragileStore()) for _ in range(2))  # type: ignore[arg-type]
        whole.table("log.csv", "case,at,stage,owner\n" + "".join(",".join(event) + "\n" for event in events))
        expected = whole.run(CASES)
        for batch_rows, appends in runs:
            broken.store.appends_left = appends
            try:
                broken.run(CASES, batch_rows)
            except KeyboardInterrupt:
                continue
        broken.store.appends_left = None
        result = broken.run(CASES)
        assert list(broken.store.kept.items()) == list(whole.store.kept.items())
        assert result.read == expected.read == len(events)
        assert result.rejected == expected.rejected
        assert result.recorded + result.duplicates == expected.recorded + expected.duplicates


def test_a_resumed_import_counts_and_rejects_what_the_first_part_had(desk):
    store = FragileStore()
    fragile = Desk(desk.folder, store)  # type: ignore[arg-type]
    desk.table("log.csv", "case,at,stage,owner\na,bad,x,o\na,1,x,o\na,2,y,o\na,3,z,o\n")
    store.appends_left = 2
    with pytest.raises(KeyboardInterrupt):
        fragile.run(CASES, batch_rows=1)
    held = len(store.kept)
    store.appends_left = None
    result = fragile.run(CASES, batch_rows=1)
    assert (result.read, result.rejected) == (4, 1)
    assert (result.duplicates, result.recorded) == (held, len(store.kept) - held)


def test_the_footer_of_a_report_is_left_out_and_told(desk):
    desk.table("leads.csv", "id,date,visits\na,2026-01-02,3\n\nGrand Totals (1 records)\nCopyright (c) 2000-2026 x\n")
    result = desk.run(LEADS)
    assert (result.read, result.recorded, result.rejected) == (1, 2, 0)
    assert result.detected[str(desk.folder / "leads.csv")]["footer"].endswith("rows below the data left out")


def test_a_name_that_looks_like_a_pattern_is_a_name_first(desk):
    desk.table("leads[1].csv", "id,date,visits\na,2026-01-02,3\n")
    desk.table("leads1.csv", "id,date,visits\nb,2026-01-02,3\n")
    desk.run(LEADS.replace("leads.csv", '"leads[1].csv"'))
    assert {fact.person for fact in desk.facts()} == {"a"}
