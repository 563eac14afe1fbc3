"""What only a browser can tell: nothing overflows, words are readable on what lies behind them, print is whole."""

import re
from itertools import product

import pytest

from tests import services
from tests.report import funnel_sample
from tripact.report.page import funnel_html

VIEWS = list(product((1280, 390), ("light", "dark")))

TEXTS = """() => {
  const solid = colour => colour !== 'transparent' && !/, 0\\)$/.test(colour);
  const behind = element => { while (element && !solid(getComputedStyle(element).backgroundColor))
    element = element.parentElement; return getComputedStyle(element || document.documentElement).backgroundColor; };
  return [...document.querySelectorAll('body *')].filter(element => element.checkVisibility()
    && [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())
    && !['title', 'desc'].includes(element.tagName)).map(element => {
      const style = getComputedStyle(element);
      return [element.tagName === 'text' ? style.fill : style.color, behind(element), element.textContent.trim()]; });
}"""

CHARTS = """() => [...document.querySelectorAll('svg.chart')].filter(svg => svg.checkVisibility()).map(svg => ({
  name: svg.getAttribute('aria-labelledby'), box: svg.getBoundingClientRect().toJSON(),
  texts: [...svg.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect().toJSON()])}))"""

COLOURS = """names => names.map(name => { const probe = document.body.appendChild(document.createElement('i'));
  probe.style.color = `var(--${name})`; const found = getComputedStyle(probe).color; probe.remove(); return found; })"""


@pytest.fixture(scope="module")
def browser(chromium):
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium, args=list(services.CHROMIUM_ARGUMENTS))
        yield started
        started.close()


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


def luminance(colour):
    parts = [int(float(part)) / 255 for part in re.findall(r"[\d.]+", colour)[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def overlap(one, other):
    width = min(one["right"], other["right"]) - max(one["left"], other["left"])
    height = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return min(width, height)


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_words_can_be_read(show, width, scheme):
    page = show("split-sk", width, scheme)
    weak = {(fore, back, text[:30]) for fore, back, text in page.evaluate(TEXTS) if contrast(fore, back) < 4.5}
    assert weak == set()
    paper, *marks = page.evaluate(COLOURS, ["paper", "accent", "edge", "slate", "grey"])
    assert [mark for mark in marks if contrast(mark, paper) < 3] == []


@pytest.mark.parametrize("name", ["split-sk", "split-en", "empty-en", "small-sk", "monthly-en"])
@pytest.mark.parametrize("width", [1280, 768, 390, 320])
def test_the_page_does_not_overflow(show, name, width):
    assert show(name, width).evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["split-sk", "split-en", "small-sk", "monthly-en"])
@pytest.mark.parametrize("width", [1280, 768, 390])
def test_words_in_charts_are_neither_cut_nor_on_top_of_each_other(show, name, width):
    for chart in show(name, width).evaluate(CHARTS):
        box, texts = chart["box"], chart["texts"]
        assert [text for text, place in texts if place["left"] < box["left"] - 1 or place["right"] > box["right"] + 1
                or place["top"] < box["top"] - 1 or place["bottom"] > box["bottom"] + 1] == []  # fmt: skip
        assert [(one, other) for i, (one, here) in enumerate(texts) for other, there in texts[i + 1 :]
                if overlap(here, there) > 3] == [], chart["name"]  # fmt: skip


@pytest.mark.parametrize("width", [1280, 390])
def test_one_drawing_is_shown_and_its_words_are_large_enough(show, width):
    page = show("split-en", width)
    shown = page.evaluate(CHARTS)
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
    assert page.evaluate("document.documentElement.scrollWidth") <= 680


def test_nothing_runs_and_nothing_is_fetched(browser, pages):
    page, asked, said = browser.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto((pages / "split-en.html").as_uri())
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert said == []
    page.close()
