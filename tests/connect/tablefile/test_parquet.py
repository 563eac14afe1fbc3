from datetime import UTC, date, datetime

import duckdb
import pytest

from tripact.connect.tablefile.reader import TableOptions, open_table
from tripact.errors import TripactError


@pytest.fixture
def write(tmp_path):
    """A function from a query to a Parquet file with its rows."""

    def written(query, name="events.parquet"):
        with duckdb.connect() as connection:
            connection.execute("set timezone = 'Europe/Bratislava'")
            connection.sql(query).write_parquet(str(tmp_path / name))
        return tmp_path / name

    return written


def columns_of(path):
    (batch,) = open_table(path).batches()
    return batch.columns


def test_plain_values_keep_their_type(write):
    path = write("select 7::bigint n, 0.5::double x, true ok, 'ž' t, date '2026-01-06' d, null::varchar blank")
    assert columns_of(path) == {
        "n": [7], "x": [0.5], "ok": [True], "t": ["ž"], "d": [date(2026, 1, 6)], "blank": [None],
    }  # fmt: skip


def test_times_with_zone_are_utc_and_others_stay_naive(write):
    path = write(
        "select timestamp '2026-01-06 09:30:00.123' a, timestamptz '2026-01-06 09:30:00+01' b, "
        "timestamp_ns '2026-01-06 09:30:00.123456789' c union all select null, null, null order by a"
    )
    assert columns_of(path) == {
        "a": [datetime.fromisoformat("2026-01-06T09:30:00.123"), None],
        "b": [datetime(2026, 1, 6, 8, 30, tzinfo=UTC), None],
        "c": [datetime.fromisoformat("2026-01-06T09:30:00.123456"), None],
    }


def test_structs_have_dotted_names_and_the_rest_is_text(write):
    path = write(
        """select {'city': 'Nitra', 'geo': {'it''s': 1, 'at': timestamptz '2026-01-06 00:00:00+00'}} place,
           [1, 2] l, 1234567890123456.10::decimal(18, 2) amount, time '10:00' t, 'v' "a.""b" """
    )
    assert columns_of(path) == {
        "place.city": ["Nitra"],
        "place.geo.it's": [1],
        "place.geo.at": [datetime(2026, 1, 6, tzinfo=UTC)],
        "l": ["[1,2]"],
        "amount": ["1234567890123456.10"],
        "t": ["10:00:00"],
        'a."b': ["v"],
    }


def test_batches_keep_the_order_and_count_rows(write):
    table = open_table(write("select i from range(120000) t(i)"))
    batches = list(table.batches())
    assert [(batch.first_row, len(batch), batch.position) for batch in batches] == [
        (1, 50_000, 50_000), (50_001, 50_000, 100_000), (100_001, 20_000, 120_000),
    ]  # fmt: skip
    assert batches[1].columns["i"][0] == 50_000
    assert batches[1].lines[0] == 50_001
    assert (table.total, table.unit, table.detected["rows"]) == (120_000, "rows", "120000")


def test_signs_of_patterns_in_a_name_are_letters(write):
    write("select 'wrong' x", "events1.parquet")
    assert columns_of(write("select 'right' x", "events[1].parquet")) == {"x": ["right"]}


def test_what_is_no_parquet_is_refused(tmp_path):
    path = tmp_path / "events.parquet"
    path.write_text("a,b\n1,2\n" * 100)
    with pytest.raises(TripactError, match=r"cannot be read as Parquet: .*\. Write or copy"):
        open_table(path)
    path.write_bytes(b"")
    with pytest.raises(TripactError, match="is empty"):
        open_table(path, TableOptions(format="parquet"))
    with pytest.raises(TripactError, match="There is no file"):
        open_table(tmp_path / "none.parquet")
