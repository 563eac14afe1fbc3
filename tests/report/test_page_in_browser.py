"""What only a browser can tell: nothing overflows, words are readable on what lies behind them, print is whole."""

from itertools import product

import pytest

from tests.report import funnel_sample
from tests.seeing import charts, contrast, covered_words, cut_words, too_wide, weak_words
from tripact.report.page import funnel_html

VIEWS = list(product((1280, 390), ("light", "dark")))

COLOURS = """names => names.map(name => { const probe = document.body.appendChild(document.createElement('i'));
  probe.style.color = `var(--${name})`; const found = getComputedStyle(probe).color; probe.remove(); return found; })"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    made = {"split-sk": funnel_sample.split, "split-en": funnel_sample.split, "empty-en": funnel_sample.empty,
            "small-sk": funnel_sample.small, "monthly-en": funnel_sample.monthly}  # fmt: skip
    for name, make in made.items():
        (folder / f"{name}.html").write_text(funnel_html(make(), name[-2:]), encoding="utf-8")
    return folder


@pytest.fixture
def show(browser, pages):
    contexts = []

    def opened(name, width, scheme="light"):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.goto((pages / f"{name}.html").as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_words_can_be_read(show, width, scheme):
    page = show("split-sk", width, scheme)
    assert weak_words(page) == set()
    paper, *marks = page.evaluate(COLOURS, ["paper", "accent", "edge", "slate", "grey"])
    assert [mark for mark in marks if contrast(mark, paper) < 3] == []


@pytest.mark.parametrize("name", ["split-sk", "split-en", "empty-en", "small-sk", "monthly-en"])
@pytest.mark.parametrize("width", [1280, 768, 390, 320])
def test_the_page_does_not_overflow(show, name, width):
    assert not too_wide(show(name, width), width)


@pytest.mark.parametrize("name", ["split-sk", "split-en", "small-sk", "monthly-en"])
@pytest.mark.parametrize("width", [1280, 768, 390])
def test_words_in_charts_are_neither_cut_nor_on_top_of_each_other(show, name, width):
    page = show(name, width)
    assert cut_words(page) == [] and covered_words(page) == []


@pytest.mark.parametrize("width", [1280, 390])
def test_one_drawing_is_shown_and_its_words_are_large_enough(show, width):
    page = show("split-en", width)
    shown = charts(page)
    assert len(shown) == 4
    assert {("narrow" in chart["name"]) for chart in shown} == {width == 390}
    assert min(place["height"] for chart in shown for _, place in chart["texts"]) >= 11


def test_the_keyboard_reaches_the_report_first_and_its_tables(show):
    page = show("split-en", 390)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hash") == "#report"
    page.focus(".scroll")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(400)
    assert page.evaluate("document.querySelector('.scroll').scrollLeft") > 0


def test_paper_is_light_and_holds_every_table(show):
    page = show("split-sk", 680, "dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert contrast(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"), "rgb(0, 0, 0)") > 18
    heights = page.evaluate(
        "[...document.querySelectorAll('table')].map(table => table.getBoundingClientRect().height)"
    )
    assert min(heights) > 40
    assert not too_wide(page, 680)


def test_nothing_runs_and_nothing_is_fetched(browser, pages):
    page, asked, said = browser.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto((pages / "split-en.html").as_uri())
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert said == []
    page.close()
