"""The hygiene lint. The bad words are put together here, so that this file does not hold them."""

import ast
import subprocess
from pathlib import Path

import pytest

from tools.lints import hygiene

LOOSE = "TO" + "DO"
HOST = "https://py" + "pi.org/simple"


@pytest.mark.parametrize(
    ("file", "text", "why"),
    [
        ("README.md", f"pip install -i {HOST}", "registry host"),
        ("docs/a.md", "look into /wo" + "rk/main/x", "path of one machine"),
        ("requirements.lock", "--find-links https://a.example", "address in a lock"),
        ("src/a.py", f"# {LOOSE}: later", "loose end"),
    ],
)
def test_words(file: str, text: str, why: str) -> None:
    assert any(why in problem for problem in hygiene.words(file, text))


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (
            "README.md",
            "data lie in ../shared/data/olist, or ./work/x, or src/home/y; GET https://a.example/home/x",
        ),
        ("tests/test_a.py", f"# {LOOSE} is only counted in src"),
        ("Makefile", "/usr/lib/postgresql/15/bin"),
    ],
)
def test_harmless_words(file: str, text: str) -> None:
    assert list(hygiene.words(file, text)) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("try:\n  f()\nexcept Exception:\n  pass", "swallows"),
        ("try:\n  f()\nexcept:\n  ...", "swallows"),
        ("with contextlib.suppress(Exception):\n  f()", "suppresses"),
        ("import datetime\nx = datetime.datetime.now(tz)", "clock"),
        ("from datetime import date\nx = date.today()", "clock"),
        ("import time\nf = time.time", "clock"),
    ],
)
def test_code(text: str, why: str) -> None:
    assert any(why in problem for problem in hygiene.code("src/tripact/a.py", ast.parse(text)))


def test_harmless_code() -> None:
    text = "try:\n  f()\nexcept KeyError:\n  pass\ntry:\n  g()\nexcept Exception as e:\n  raise E from e"
    assert list(hygiene.code("src/tripact/a.py", ast.parse(text))) == []
    assert list(hygiene.code("src/tripact/a.py", ast.parse("x = time.monotonic()"))) == []
    assert list(hygiene.code(hygiene.CLOCK_HOME, ast.parse("datetime.now(UTC)"))) == []


def test_the_whole_tree_as_git_sees_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    for name in ("src/tripact/utils/a.py", "ignored/b.py", ".gitignore"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("ignored/\n" if name == ".gitignore" else f'"""{HOST}"""\n')
    assert hygiene.main([str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert "nothing is called utils" in out
    assert "hygiene: 2 problems" in out


def test_a_tree_without_git(tmp_path: Path) -> None:
    for name in ("a.md", "docs/b.md", ".venv/c.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(HOST)
    assert [problem.split(":")[0] for problem in hygiene.check(tmp_path)] == ["a.md", "docs/b.md"]
