"""The command demo."""

from tests.cli.calling import call, done
from tripact.cli.demo import _clear


def test_the_demo_goes_the_whole_way_and_says_that_it_is_invented(tmp_path):
    folder = tmp_path / "demo"
    shown = done("demo", "--dir", folder, "--leads", "200")
    assert "invented" in shown.err
    assert "lead → mql" in shown.out and "Promoted to mql" in shown.out
    assert (folder / "funnel.html").stat().st_size > 10_000
    assert "Beside the funnel" in shown.out and "consent withdrawn" in shown.out and "came second" in shown.out
    pages = {path.stem for path in (folder / "pages").iterdir() if path.stat().st_size > 10_000}
    assert pages >= {
        "clocks",
        "handoffs",
        "recycle",
        "wip",
        "loss-reasons",
        "onboarding",
        "feedback",
        "pql",
        "partners",
    }
    assert "Where breaches come from" in (folder / "pages" / "clocks.html").read_text(encoding="utf-8")
    assert len(pages) == shown.err.count("pages/") > 6
    assert done("-w", folder / "workspace", "report", "funnel", "--by", "channel", "--json").json["steps"]


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
