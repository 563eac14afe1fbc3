"""Web leads without any date: a wide table, by mapping only."""

import pytest

from tests.data.records import Records, notes_of, steps_of


@pytest.fixture(scope="module")
def records(shared, tmp_path_factory) -> Records:
    return Records("xeducation", shared, tmp_path_factory.mktemp("xeducation"))


@pytest.fixture(scope="module")
def by_channel(records):
    return records.funnel("--by", "channel")


def test_3561_of_9240_converted(records, by_channel):
    assert (records.counts["read"], records.counts["rejected"]) == (9_240, 0)
    step = steps_of(by_channel, "lead")["all"]
    assert (step["entered"], step["advanced"]) == (9_240, 3_561)
    assert step["rate"] == pytest.approx(0.3854, abs=0.00005)


def test_each_channel_has_its_rate(by_channel):
    entered = {name: step["entered"] for name, step in steps_of(by_channel, "lead").items()}
    assert entered == {
        "all": 9_240,
        "Landing Page Submission": 4_886,
        "API": 3_580,
        "Lead Add Form": 718,
        "Lead Import": 55,
        "Quick Add Form": 1,
    }


def test_times_of_assumed_dates_are_said_to_mean_nothing(by_channel):
    notes = notes_of(by_channel)
    assert notes["assumed_date"]["count"] == 9_240 + 3_561
    assert "mean nothing" in notes["assumed_date"]["message"]
    assert notes["blank_dimension"]["count"] > 0


def test_google_is_one_source_however_it_is_written(records):
    sources = steps_of(records.funnel("--by", "source"), "lead")
    assert "Google" not in sources and sources["google"]["entered"] > 2_800
    assert sources[None]["entered"] == 36
