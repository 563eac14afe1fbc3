"""The command demo."""

import pytest

from tests.cli.calling import call, done
from tests.seeing import covered_words, cut_words, too_wide, weak_words
from tripact.cli.demo import _clear

PAGES = {
    "attempts", "clocks", "feedback", "handoffs", "loss-reasons", "onboarding", "partners", "pql", "qualification",
    "recycle", "stage-audit", "wip",
}  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made") / "demo"
    return folder, done("demo", "--dir", folder, "--leads", "200")


def test_the_demo_goes_the_whole_way_and_says_that_it_is_invented(demo):
    folder, shown = demo
    assert "invented" in shown.err
    assert "lead → mql" in shown.out and "Promoted to mql" in shown.out
    assert (folder / "funnel.html").stat().st_size > 10_000
    assert "Beside the funnel" in shown.out and "consent withdrawn" in shown.out and "came second" in shown.out
    pages = {path.stem for path in (folder / "pages").iterdir() if path.stat().st_size > 10_000}
    assert pages == PAGES and shown.err.count("pages/") == len(pages)
    assert "Where breaches come from" in (folder / "pages" / "clocks.html").read_text(encoding="utf-8")
    assert done("-w", folder / "workspace", "report", "funnel", "--by", "channel", "--json").json["steps"]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_every_page_of_the_demo_can_be_read(demo, browser, width, scheme):
    for file in sorted((demo[0] / "pages").iterdir()):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page = context.new_page()
        page.goto(file.as_uri())
        assert not too_wide(page, width), file.name
        assert (weak_words(page), cut_words(page), covered_words(page)) == (set(), [], []), file.name
        context.close()


def test_an_older_demo_is_replaced_and_nothing_else(tmp_path):
    (tmp_path / "tripact-demo.txt").write_text("made by the demo", encoding="utf-8")
    (tmp_path / "old.txt").write_text("old", encoding="utf-8")
    _clear(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["tripact-demo.txt"]


def test_the_demo_touches_no_folder_that_is_not_its_own(tmp_path):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    refused = call("demo", "--dir", tmp_path, "--leads", "60")
    assert refused.code == 1 and "holds something else" in refused.err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_demo_refuses_an_unknown_language_before_it_begins(tmp_path):
    assert call("demo", "--dir", tmp_path / "demo", "--language", "xx").code == 2
    assert not (tmp_path / "demo").exists()
