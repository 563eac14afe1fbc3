import itertools
import re
from collections import Counter

import pytest

from tests.report import funnel_sample
from tests.report.html_reader import read
from tripact.report.funnel_names import all_steps, group_ways, step_name
from tripact.report.page import funnel_html
from tripact.report.writer import Writer

MAKERS = [funnel_sample.plain, funnel_sample.split, funnel_sample.empty, funnel_sample.small, funnel_sample.monthly]


@pytest.fixture(scope="module", params=[(make, language) for make in MAKERS for language in ("en", "sk")],
                ids=lambda param: f"{param[0].__name__}-{param[1]}")  # fmt: skip
def html(request):
    make, language = request.param
    return funnel_html(make(), language)


@pytest.fixture(scope="module")
def english():
    return read(funnel_html(funnel_sample.split(), "en"))


@pytest.fixture(scope="module")
def slovak():
    return read(funnel_html(funnel_sample.split(), "sk"))


def plain(text):
    return " ".join(text.replace("\u00a0", " ").split())


def test_ids_are_unique_and_everything_that_is_named_exists(html):
    page = read(html)
    assert [name for name, n in Counter(page.ids).items() if n > 1] == []
    assert set(page.targets) <= set(page.ids)
    assert set(page.labels) <= set(page.ids)
    assert set(re.findall(r"url\(#([^)]+)\)", html)) <= set(page.ids)


def test_nothing_is_fetched_and_nothing_runs(html):
    page = read(html)
    assert not re.search(r"https?:|//[a-z]|@import|\burl\((?!#)", html)
    assert not {"script", "iframe", "img", "object", "embed"} & set(page.tags)
    assert not [(tag, name) for tag, name, _ in page.attributes if name.startswith("on") or name == "src"]
    assert not [value for tag, name, value in page.attributes if name == "href" and value[0] not in "#d"]


def test_headings_go_down_in_order(html):
    headings = read(html).headings
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(headings))


def test_every_table_has_a_caption_scopes_and_a_region_for_the_keyboard(html):
    page = read(html)
    tables = page.tags.count("table")
    assert tables == page.tags.count("caption") == sum(each == ("div", "role", "region") for each in page.attributes)
    assert page.attributes.count(("div", "tabindex", "0")) == tables
    assert page.tags.count("th") == sum(tag == "th" and name == "scope" for tag, name, _ in page.attributes)


def test_the_twin_of_the_funnel_holds_the_numbers_of_the_report(english):
    head, *rows = english.tables["table-steps"]
    report = funnel_sample.split()
    assert head[:4] == ["Step", "Entered", "Not mature", "Rate"]
    for row, step in zip(rows, all_steps(report), strict=True):
        entered, immature, rate, fraction, still = (text.replace(",", "") for text in row[1:6])
        assert row[0] == step_name(report, step, Writer("en", report.zone))
        assert (int(entered), int(immature), int(still)) == (step.entered, step.immature, step.rate.open)
        assert fraction == f"{step.rate.numerator}/{step.rate.denominator}"
        assert float(rate.rstrip("%")) == pytest.approx(100 * step.rate.value, abs=0.051)


def test_the_parts_of_each_cohort_add_up_in_its_twin(english):
    for row in english.tables["table-standing"][1:]:
        entered, *parts = (int(text.replace(",", "")) for text in row[1:8])
        assert entered == sum(parts)


def test_the_twin_of_the_groups_holds_all_groups_largest_first(english):
    rows = english.tables["table-groups"][1:]
    ways = group_ways(funnel_sample.split())
    assert [row[2] for row in rows] == [f"{way.rate.numerator}/{way.rate.denominator:,}" for way in ways]
    assert [row[0] for row in rows if "too few" in row[1]] == ["trade fair", "fax"]
    assert [row[1] for row in rows][-1] == "—"


def test_every_chart_is_followed_by_its_twin(english):
    assert english.tags.count("svg") == 2 * english.tags.count("figure") == 8
    assert english.tags.count("summary") == 5


def test_hostile_values_stay_words(english, slovak):
    for page in (english, slovak):
        assert "<script>alert('x')</script> & \"co\"\ufffd" in page.text
        assert "script" not in page.tags


def test_the_page_says_it_in_words(english, slovak):
    assert "Of 6,012 leads, 4.11% became customers within 90 days." in plain(english.text)
    assert "Z 6 012 leadov sa zákazníkmi stalo do 90 dní 4,11 %." in plain(slovak.text)


def test_the_page_says_what_it_is_of(english, slovak):
    for text in ("31 Mar 2026, 23:59", "2 Apr 2026, 08:15", "b2b, version 3", "Europe/Bratislava", "within 90 days"):
        assert text in plain(english.text)
    assert "31. 3. 2026 23:59" in plain(slovak.text)


def test_notes_stand_before_the_figures_with_their_counts(english, slovak):
    text = plain(english.text)
    assert text.index("No win is recorded before") < text.index("From step to step Each bar")
    assert "611 Missing beginning. No win is recorded before" in text
    assert "and 14 more" in text
    assert ("span", "lang", "en") in slovak.attributes


def test_every_column_leads_to_its_definition(english):
    defined = {name for name in english.ids if name.startswith("define-")}
    columns = sum(len(rows[0]) for rows in english.tables.values())
    assert sum(target in defined for target in english.targets) == columns
    assert "Passes that reached the stage and whose window is over." in english.text


def test_nothing_at_all_is_said_to_be_nothing():
    page = read(funnel_html(funnel_sample.empty(), "en"))
    assert "Nothing has entered this funnel yet." in page.text
    assert "Nothing wrong was noticed." in page.text
    assert {cell for row in page.tables["table-times"][1:] for cell in row[1:3]} == {"—"}


def test_little_is_said_to_be_too_little():
    assert "Fewer than 20 items, too few to judge." in funnel_html(funnel_sample.small(), "en")
