import gzip
import json

import pytest

from tripact.connect.tablefile.jsonltable import parse_record
from tripact.connect.tablefile.reader import TableOptions, open_table
from tripact.errors import TripactError


def written(tmp_path, *lines, name="events.jsonl"):
    path = tmp_path / name
    path.write_bytes("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines).encode())
    return path


def test_nested_objects_have_dotted_names_and_values_keep_their_type(tmp_path):
    path = written(
        tmp_path,
        {"id": 1, "ok": True, "score": 1.5, "utm": {"source": "ads", "deep": {"x": None}}},
        "",
        {"id": "b", "utm": {}, "tags": ["a", {"k": "ž"}]},
    )
    table = open_table(path)
    (batch,) = table.batches()
    assert table.columns == ("id", "ok", "score", "utm.source", "utm.deep.x", "tags")
    assert batch.columns == {
        "id": [1, "b"],
        "ok": [True, None],
        "score": [1.5, None],
        "utm.source": ["ads", None],
        "utm.deep.x": [None, None],
        "tags": [None, '["a", {"k": "ž"}]'],
    }
    assert (batch.first_row, batch.lines, batch.rejects) == (1, [1, 3], [])


def test_lines_that_are_no_objects_are_reported(tmp_path):
    path = written(tmp_path, '{"a": 1}', "{a: 2}", "[3]", '{"a": 4, "a": 5}', '{"a": NaN}', '{"a.b": 6, "a": {"b": 7}}')
    (batch,) = open_table(path).batches()
    assert batch.columns == {"a": [1]}
    reasons = [(reject.row, reject.reason) for reject in batch.rejects]
    assert reasons[0][0] == 2
    assert reasons[0][1].startswith("not JSON: Expecting property name")
    assert reasons[1:] == [
        (3, "not a JSON object in braces"),
        (4, "the name 'a' stands twice"),
        (5, "NaN is no number of JSON"),
        (6, "the name 'a.b' stands twice"),
    ]


def test_batches_count_lines_and_bring_names_that_come_later(tmp_path):
    path = written(tmp_path, *({"n": i} for i in range(150_000)), {"n": -1, "late": "x"})
    table = open_table(path)
    assert not table.complete
    assert "later lines" in table.detected["columns"]
    batches = list(table.batches(100_000))
    assert [batch.first_row for batch in batches] == [1, 100_001]
    assert [list(batch.columns) for batch in batches] == [["n"], ["n", "late"]]
    assert batches[1].columns["late"][-1] == "x"
    assert batches[1].position == table.total


def test_gzip_and_configured_format(tmp_path):
    path = tmp_path / "events.log"
    path.write_bytes(gzip.compress(b'{"a": 1}\r\n{"a": 2}\r\n'))
    table = open_table(path, TableOptions(format="jsonl"))
    assert [batch.columns for batch in table.batches()] == [{"a": [1, 2]}]
    assert table.detected["compression"] == "gzip"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[{"a": 1}]', "one JSON array, not JSON Lines"),
        ("a,b\n1,2\n", "no JSON object: line 1 is not JSON"),
        ("\n\n", "nothing in it"),
        ("[" * 100_000, "one JSON array"),
    ],
)
def test_other_files_are_refused(tmp_path, text, words):
    with pytest.raises(TripactError, match=words):
        open_table(written(tmp_path, text))


def test_a_flat_record_is_taken_as_it_is():
    assert parse_record('{"a": 1, "b": "x"}') == {"a": 1, "b": "x"}
