import re
from xml.etree import ElementTree

import pytest

from tests.report import funnel_sample
from tripact.report import charts
from tripact.report.canvas import NARROW, WIDE
from tripact.report.palette import PATTERNS, PROPERTIES
from tripact.report.writer import Writer

SVG = "{http://www.w3.org/2000/svg}"
DRAWERS = [charts.funnel_chart, charts.standing_chart, charts.group_chart, charts.leak_chart]


@pytest.fixture(scope="module")
def drawn():
    report, writer = funnel_sample.split(), Writer("en", "UTC")
    return {draw.__name__: draw(report, writer) for draw in DRAWERS}


def texts(svg):
    return [element.text for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_each_chart_says_what_it_is(drawn):
    for drawing in drawn.values():
        for svg in (drawing.wide, drawing.narrow):
            root = ElementTree.fromstring(svg)
            ids = {element.get("id") for element in root.iter() if element.get("id")}
            assert root.get("role") == "img"
            assert set(root.get("aria-labelledby").split()) <= ids
            assert root.find(f"{SVG}title").text
            assert ";" in root.find(f"{SVG}desc").text


def test_each_width_is_kept(drawn):
    for drawing in drawn.values():
        widths = [ElementTree.fromstring(svg).get("viewBox").split()[2] for svg in (drawing.wide, drawing.narrow)]
        assert widths == [str(WIDE.width), str(NARROW.width)]


def test_every_colour_follows_the_page(drawn):
    svgs = "".join(drawing.wide + drawing.narrow for drawing in drawn.values())
    assert not set(PATTERNS) & set(re.findall(r"#[0-9a-f]{6}", svgs))
    assert set(re.findall(r"#[0-9a-f]{6}", svgs)) <= set(PROPERTIES)
    assert not re.findall(r'"#[0-9a-f]{6}"', svgs)
    assert set(re.findall(r"url\(#([^)]+)\)", svgs)) <= set(re.findall(r' id="([^"]+)"', svgs))


def test_the_funnel_writes_rate_counts_and_interval(drawn):
    assert {"Lead → MQL", "40.0%", "2,404/6,012 · 38.8–41.2%"} <= set(texts(drawn["funnel_chart"].wide))


def test_the_largest_group_stands_first_and_the_small_are_marked(drawn):
    found = texts(drawn["group_chart"].narrow)
    assert found.index("organic search") < found.index("paid search") < found.index("fax")
    assert "1/2 · 9.45–90.5% · too few to judge" in found
    assert "(blank)" in found
    assert "unknown" in found


def test_months_stand_in_their_order():
    found = texts(charts.group_chart(funnel_sample.monthly(), Writer("sk", "UTC")).narrow)
    names = [text for text in found if text.endswith(" 2025")]
    assert names[0] == "január 2025"
    assert names[-1] == "december 2025"


@pytest.mark.parametrize("make", [funnel_sample.empty, funnel_sample.small])
def test_nothing_and_little_are_drawn_too(make):
    report, writer = make(), Writer("sk", "UTC")
    for draw in (charts.funnel_chart, charts.standing_chart, charts.leak_chart):
        assert texts(draw(report, writer).narrow)
    assert charts.group_chart(report, writer) is None


def test_hostile_names_are_words(drawn):
    assert "<script" not in drawn["group_chart"].wide
    assert any(text.startswith("<script>alert") for text in texts(drawn["group_chart"].narrow))
