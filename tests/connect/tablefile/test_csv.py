import csv
import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripact.connect.tablefile.reader import BLANK, FOOTER, Reject, TableOptions, open_table
from tripact.errors import TripactError

NUMBERS = "".join(f"{i},{i * i}\n" for i in range(2, 3000))


@pytest.fixture
def write(tmp_path):
    """A function from bytes or text to a file with them."""

    def written(content, name="leads.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


def read(path, size=50_000, **options):
    """Columns, line numbers and rejects of a whole file."""
    table = open_table(path, TableOptions(**options))
    columns, lines, rejects = {name: [] for name in table.columns}, [], []
    for batch in table.batches(size):
        assert all(len(cells) == len(batch) for cells in batch.columns.values())
        for name, cells in batch.columns.items():
            columns[name] += cells
        lines += batch.lines
        rejects += batch.rejects
    return columns, lines, rejects


def test_cells_come_as_written(write):
    columns, lines, rejects = read(write("id,name\n1, Ada \n007,\n"))
    assert columns == {"id": ["1", "007"], "name": [" Ada ", ""]}
    assert (lines, rejects) == ([2, 3], [])


def test_slovak_excel(write):
    path = write("meno;mesto;suma\nĽubica Šťastná;Košice;1 234,50 €\n".encode("cp1250"))
    assert read(path)[0] == {"meno": ["Ľubica Šťastná"], "mesto": ["Košice"], "suma": ["1 234,50 €"]}
    assert open_table(path).detected == {
        "format": "csv",
        "encoding": "cp1250 (all other readings make no words)",
        "delimiter": "semicolon",
        "quote": "double",
        "header": "line 1",
    }


def test_utf16_with_tabs_and_utf8_with_mark_and_gzip(write):
    text = "id\tmeno\n1\tĽubica\n"
    assert read(write(text.encode("utf-16")))[0] == {"id": ["1"], "meno": ["Ľubica"]}
    assert read(write(text.encode("utf-8-sig")))[0] == {"id": ["1"], "meno": ["Ľubica"]}
    packed = write(gzip.compress(text.encode()), "leads.tsv.gz")
    assert read(packed)[0] == {"id": ["1"], "meno": ["Ľubica"]}
    assert open_table(packed).detected["compression"] == "gzip"


REPORT = """\
"Opportunity Name","Stage","Amount"
"Alfa, a.s.","Proposal","1200"
"Beta","Won","800"

"Grand Totals (2 records)","","2000"

"My opportunities"
"Confidential Information - Do Not Distribute"
"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."
"""


@pytest.mark.parametrize("size", [1, 2, 3, 50_000])
def test_the_footer_of_a_salesforce_report_is_reported_and_no_data(write, size):
    columns, lines, rejects = read(write(REPORT), size)
    assert columns["Stage"] == ["Proposal", "Won"]
    assert lines == [2, 3]
    assert [(reject.row, reject.reason) for reject in rejects] == [(row, FOOTER) for row in range(4, 10)]
    assert rejects[1].text == "Grand Totals (2 records),,2000"


def test_a_report_without_records_is_no_error(write):
    columns, lines, rejects = read(write('a,b\n"Grand Totals (0 records)"\n'))
    assert (columns, lines, len(rejects)) == ({"a": [], "b": []}, [], 1)


def test_footer_words_amid_the_data_stay_data(write):
    columns, _, rejects = read(write("note,n\nCopyright (c) 2020,1\nGrand Totals (2 records),2\nx,3\n"))
    assert columns["n"] == ["1", "2", "3"]
    assert rejects == []


def test_short_rows_at_the_end_are_no_footer_by_themselves(write):
    _, _, rejects = read(write("a,b\n1,2\nlast\n"))
    assert rejects == [Reject(3, "last", "1 cells where the header has 2")]


def test_the_footer_may_be_switched_off(write):
    columns, _, rejects = read(write("a,b\n1,2\nGrand Totals (1 records),2\n"), footer=False)
    assert (columns["a"], rejects) == (["1", "Grand Totals (1 records)"], [])


def test_ragged_and_blank_rows_are_reported_with_their_lines(write):
    columns, lines, rejects = read(write('a,b\n1,2\n3\n"x,y",5,6\n\n7,8\n'))
    assert (columns, lines) == ({"a": ["1", "7"], "b": ["2", "8"]}, [2, 6])
    assert rejects == [
        Reject(3, "3", "1 cells where the header has 2"),
        Reject(4, '"x,y",5,6', "3 cells where the header has 2"),
        Reject(5, "", BLANK),
    ]


def test_line_numbers_with_line_ends_in_cells_and_all_sorts_of_line_ends(write):
    text = 'a,"the\nname"\r\n1,"x\ny"\r\n2,"p\r\nq\r\n"\n3,z\n\n4,"w\rv"\n5,end'
    columns, lines, rejects = read(write(text))
    assert columns["the\nname"] == ["x\ny", "p\r\nq\r\n", "z", "w\rv", "end"]
    assert lines == [3, 5, 8, 10, 12]
    assert [reject.row for reject in rejects] == [9]


def test_skipped_lines_count_as_lines(write):
    columns, lines, _ = read(write('Report "of today\n\na,b\n1,2\n'), skip_rows=1)
    assert (columns, lines) == ({"a": ["1"], "b": ["2"]}, [4])


def test_other_line_separators_do_not_end_a_line(write):
    columns, lines, _ = read(write("a,b\n1,x\u2028y\x0b\x85z\n2,w\n"))
    assert (columns["b"], lines) == (["x\u2028y\x0b\x85z", "w"], [2, 3])


def test_a_stray_quotation_mark_costs_its_row_only(write):
    columns, lines, rejects = read(write('a,b\n1,x\n2,"5" pipe"\n3,y\n4,"z"\n'))
    assert (columns["a"], lines) == (["1", "3", "4"], [2, 4, 5])
    assert rejects[0].row == 3
    assert rejects[0].text == '2,"5" pipe"'
    assert "closing quotation mark" in rejects[0].reason


def test_an_open_quotation_mark_is_reported_with_all_its_lines(write):
    columns, _, rejects = read(write('a,b\n1,"x\n2,y\n3,"z"\n4,w\n'))
    assert columns["a"] == ["4"]
    assert (rejects[0].row, rejects[0].text) == (2, '1,"x\n2,y\n3,"z"')


def test_without_header_columns_are_numbered(write):
    columns, lines, _ = read(write("1,2\n3,4\n"), header=False)
    assert (columns, lines) == ({"column1": ["1", "3"], "column2": ["2", "4"]}, [1, 2])


def test_names_lose_surrounding_blanks_and_a_blank_one_is_numbered(write):
    columns, _, _ = read(write(",first, second\n0,1, 2\n"))
    assert columns == {"column1": ["0"], "first": ["1"], "second": [" 2"]}
    assert read(write("a, b\n1, 2\n"), skip_initial_space=True)[0] == {"a": ["1"], "b": ["2"]}


@pytest.mark.parametrize("name", ["leads.csv", "leads.csv.gz"])
def test_the_position_reaches_the_size_of_the_file(write, name):
    text = b"a,b\n" + NUMBERS.encode() * 100
    path = write(gzip.compress(text) if name.endswith("gz") else text, name)
    table = open_table(path)
    positions = [batch.position for batch in table.batches()]
    assert positions == sorted(positions)
    assert positions[-1] == table.total == path.stat().st_size
    assert table.unit == "bytes"


def test_batches_may_be_read_again_and_know_their_first_row(write):
    table = open_table(write("a,b\n" + NUMBERS))
    first = [(batch.first_row, len(batch)) for batch in table.batches(1000)]
    assert (
        first
        == [(batch.first_row, len(batch)) for batch in table.batches(1000)]
        == [(2, 1000), (1002, 1000), (2002, 998)]
    )


cells = st.text(st.characters(exclude_characters="\0\r\n", codec="utf-8"), min_size=1).filter(str.strip)


@given(st.lists(st.tuples(cells, cells, cells), min_size=1), st.sampled_from(",;\t|"))
def test_what_csv_writes_is_read_back(tmp_path_factory, rows, delimiter):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([("a", "b", "c"), *rows])
    path = tmp_path_factory.mktemp("csv") / "x.csv"
    path.write_bytes(text.getvalue().encode())
    columns, lines, rejects = read(path, footer=False, encoding="utf-8", delimiter=delimiter)
    assert list(zip(*columns.values(), strict=True)) == rows
    assert (lines, rejects) == ([*range(2, len(rows) + 2)], [])


@pytest.mark.parametrize("content", [b"a,b\n", b"a,b\n\n\n", b"\xef\xbb\xbfa,b\r\n"])
def test_a_header_alone_is_a_table_without_rows(tmp_path, content):
    (tmp_path / "quiet.csv").write_bytes(content)
    columns, lines, rejects = read(tmp_path / "quiet.csv")
    assert (list(columns), lines) == (["a", "b"], [])
    assert all(each.reason == BLANK for each in rejects)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "leads.csv: The file is empty."),
        (b"\n\n", "leads.csv: The file holds no rows."),
        (b"id,name,id,name,x\n1,2,3,4,5\n", "leads.csv:1: The header names columns more than once: 'id', 'name'."),
        (b'"a"b,c\n1,2\n', "leads.csv:1: The header cannot be read"),
        (b"PK\x03\x04....", "an Excel workbook or another zip archive"),
        (b"PAR1....", "Set `format: parquet`"),
        (b"\x1f\x8b\x08\x00....", "damaged or cut off"),
        (gzip.compress(b"a,b\n1,2\n")[:-6], "damaged or cut off"),
        (b"a,b\n1,2\n3,\x004\n", "leads.csv:3: The line holds a NUL character"),
        (
            b'a,b\n1,2\n3,"4\n5,6\n',
            "leads.csv:3: The file ends within the row that begins here: most likely a quotation mark",
        ),
        (
            b'a,b\n1,2\n3,"' + b"x\n" * 70_000 + b'"\n',
            "leads.csv:3: A field of the row that begins here is longer than 131,072 characters",
        ),
        (b"a" * 1_100_000, "The first line does not end within a megabyte"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bad_input_is_explained(write, content, words):
    with pytest.raises(TripactError) as refused:
        read(write(content))
    assert words in str(refused.value)


def test_a_byte_that_does_not_fit_is_found_on_its_line(write):
    path = write(b"a,b\n" + NUMBERS.encode() * 80 + b"1,\xe8\n")
    with pytest.raises(TripactError) as refused:
        read(path)
    assert refused.value.where == f"leads.csv:{2 + 2998 * 80}"
    assert "0xE8 does not fit the encoding utf-8" in refused.value.message
    assert read(path, encoding="cp1250")[0]["b"][-1] == "č"


def test_a_byte_that_opens_a_choice_later_is_no_silent_guess(write):
    head = "a,b\n1,Müller\n".encode("cp1252") + NUMBERS.encode() * 80
    path = write(head + b"1,Ko\xe8ner\n")
    with pytest.raises(TripactError, match="could be read in two ways") as refused:
        read(path)
    assert refused.value.where == f"leads.csv:{3 + 2998 * 80}"
    assert read(write(head))[0]["b"][0] == "Müller"


def test_files_that_are_not_there_or_not_named(tmp_path):
    with pytest.raises(TripactError, match="There is no file") as refused:
        open_table(tmp_path / "no.csv")
    assert refused.value.kind == "missing"
    with pytest.raises(TripactError, match="cannot be read"):
        open_table(tmp_path, TableOptions(format="csv"))
    with pytest.raises(TripactError, match="does not say its format"):
        open_table(tmp_path / "leads.dat")
    with pytest.raises(TripactError, match="no format 'xlsx'"):
        open_table(tmp_path / "leads.xlsx", TableOptions(format="xlsx"))
