"""A person's mistake ends in a message and an exit code: no traceback, nothing on standard output."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.calling import call, done

MISTAKES = [
    ("nonsense", 2, "No such command"),
    ("report nonsense", 2, "No such command"),
    ("explain person", 2, "Missing argument"),
    ("--nonsense", 2, "No such option"),
    ("init", 2, "Missing argument"),
    ("init {new}", 2, "--template"),
    ("init {new} --template b2b --agreement {bad}", 2, "either"),
    ("init {new} --template b2c", 1, "b2b, plg"),
    ("init {new} --agreement {none}", 3, "cannot be read"),
    ("init {file} --template b2b", 75, "File exists"),
    ("init {file}/below --template b2b", 75, "Not a directory"),
    ("check", 1, "no workspace"),
    ("-w {none} report funnel", 1, "tripact init"),
    ("-w {file} report funnel", 1, "tripact init"),
    ("-w {work} explain person nobody", 1, "No fact speaks"),
    ("-w {work} explain person p1 --as-of soon", 2, "Write 2026-03-31"),
    ("-w {work} explain person p1 --as-of 0001-01-01", 2, "year 0001"),
    ("-w {work} report funnel --from 9999-12-31", 2, "year 9999"),
    ("-w {work} explain person p1 --known-at 2026-13-01", 2, "not a date"),
    ("-w {work} import {none}", 1, "cannot be read"),
    ("-w {work} import {bad}", 3, "not YAML"),
    ("-w {work} import {work}/agreement.yaml", 3, "'Mapping'"),
    ("-w {work} import {mapping} --data {none}", 1, "--data"),
    ("-w {work} import {desk}", 1, "cannot be read"),
    ("-w {none} erase p1 --yes", 1, "no workspace"),
    ("demo --leads 3", 2, "50"),
    ("demo --dir {file}", 75, "Not a directory"),
    ("schema extra", 2, "unexpected extra argument"),
]


@pytest.mark.parametrize(("line", "code", "words"), MISTAKES, ids=[line for line, _, _ in MISTAKES])
def test_a_mistake_is_a_message_and_an_exit_code(desk, line, code, words, monkeypatch):
    monkeypatch.chdir(desk.parent)
    (desk / "bad.yaml").write_text("a: [", encoding="utf-8")
    named = {name: desk / name for name in ("new", "none")} | {"bad": desk / "bad.yaml", "file": desk / "people.csv"}
    named |= {"work": desk / "W", "mapping": desk / "mapping.yaml", "desk": desk}
    called = call(*line.format(**named).split())
    assert (called.code, called.out) == (code, "")
    assert words in called.err and "Traceback" not in called.err
    assert not (desk / "new").exists()


def test_without_arguments_the_help_comes():
    helped = call()
    assert helped.err == "" and "import" in helped.out and "report" in helped.out


def test_the_version_names_the_format_of_agreements():
    assert "tripact/v1" in done("--version").out


def test_a_file_that_is_no_ledger_is_not_touched(work):
    for beside in work.glob("ledger.sqlite-*"):
        beside.unlink()
    (work / "ledger.sqlite").write_bytes(b"no database" * 1000)
    refused = call("-w", work, "report", "funnel")
    assert refused.code == 75 and "ledger.sqlite cannot be opened" in refused.err
    assert (work / "ledger.sqlite").read_bytes() == b"no database" * 1000


def test_a_damaged_ledger_is_a_message(work):
    whole = (work / "ledger.sqlite").read_bytes()
    (work / "ledger.sqlite").write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    refused = call("-w", work, "report", "funnel")
    assert refused.code == 75 and "backup" in refused.err and "Traceback" not in refused.err


def test_an_unreadable_copy_is_filled_again(work):
    (work / "copy.duckdb").write_bytes(b"no database" * 1000)
    assert done("-w", work, "report", "funnel", "--json").json["steps"][0]["entered"] == 4


def test_a_copy_that_another_process_holds_says_try_again(work):
    copy = work / "copy.duckdb"
    holding = f"import duckdb; held = duckdb.connect({str(copy)!r}); print('held', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", holding], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None and other.stdout.readline() == "held\n"
        refused = call("-w", work, "report", "funnel", "--json")
        other.communicate("\n")
    assert (refused.code, refused.out) == (75, "") and "Another process" in refused.err
    done("-w", work, "report", "funnel", "--json")


@contextmanager
def unprivileged() -> Iterator[None]:
    """Stand without root's right to write everywhere."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def read_only(work: Path) -> Iterator[Path]:
    """A workspace in which nothing may be written, where everybody may look."""
    done("-w", work, "report", "funnel", "--json")
    with tempfile.TemporaryDirectory() as folder:
        there = shutil.copytree(work.parent, Path(folder) / "desk")
        everything = [Path(folder), there, *there.rglob("*")]
        for path in everything:
            path.chmod(0o555 if path.is_dir() else 0o444)
        yield there
        for path in everything:
            path.chmod(0o755)


@pytest.mark.parametrize(
    "line", ["-w {W} report funnel", "-w {W} import {W}/../mapping.yaml", "init {W}/new --template b2b"]
)
def test_a_read_only_folder_is_a_message(read_only, line):
    with unprivileged():
        refused = call(*line.format(W=read_only / "W").split())
    assert (refused.code, refused.out) == (75, "")
    assert "you may" in refused.err or "may you" in refused.err.lower()
