"""The real records of ../shared: none of their rows may be lost or cut wrongly."""

import pytest

from tripact.connect.tablefile.reader import TableOptions, open_table
from tripact.connect.tablefile.times import TimeSpec, parse_times

TABLES = [
    ("olist/olist_marketing_qualified_leads_dataset.csv.gz", 8_000, 4),
    ("olist/olist_closed_deals_dataset.csv", 842, 14),
    ("olist/olist_seller_first90d.csv", 635, 10),
    ("olist/olist_sellers_dataset.csv", 3_095, 4),
    ("bpic2013/bpic2013_incidents_events.csv.gz", 65_533, 13),
    ("xeducation/Leads.csv.gz", 9_240, 37),
    ("maven_crm/sales_pipeline.csv.gz", 8_800, 8),
    ("kag_ads/KAG_conversion_data_11col.csv", 1_143, 11),
    ("dedupe_febrl/dataset4a.csv.gz", 5_000, 11),
]


def column(table, name):
    return [cell for batch in table.batches() for cell in batch.columns[name]]


@pytest.mark.parametrize(("name", "rows", "width"), TABLES)
def test_every_row_is_read(shared, name, rows, width):
    table = open_table(shared / "data" / name)
    batches = list(table.batches())
    assert len(table.columns) == width
    assert sum(map(len, batches)) == rows
    assert not any(batch.rejects for batch in batches)
    assert table.detected["delimiter"] == "comma"


def test_blank_origins_and_days_of_olist(shared):
    table = open_table(shared / "data/olist/olist_marketing_qualified_leads_dataset.csv.gz")
    assert column(table, "origin").count("") == 60
    days, reasons = parse_times(column(table, "first_contact_date"), TimeSpec(precision="day"))
    assert set(reasons) == {None}
    assert (min(days), max(days)) == (1497398400000, 1527724800000)  # 2017-06-14 … 2018-05-31


def test_wins_of_olist(shared):
    table = open_table(shared / "data/olist/olist_closed_deals_dataset.csv")
    wins, reasons = parse_times(column(table, "won_date"), TimeSpec(zone="UTC"))
    assert set(reasons) == {None}
    assert min(wins) // 86_400_000 == 17_505  # 2017-12-05


def test_offsets_of_bpic(shared):
    table = open_table(shared / "data/bpic2013/bpic2013_incidents_events.csv.gz")
    times, reasons = parse_times(column(table, "time:timestamp"), TimeSpec())
    assert set(reasons) == {None}
    assert times[0] == 1270047582000  # 2010-03-31T16:59:42+02:00


def test_blanks_after_the_delimiter_of_febrl(shared):
    path = shared / "data/dedupe_febrl/dataset3.csv.gz"
    assert column(open_table(path), "surname")[0] == " green"
    assert column(open_table(path, TableOptions(skip_initial_space=True)), "surname")[0] == "green"
