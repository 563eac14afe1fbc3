"""Data on standard output, everything else on standard error, and nothing moves where nobody watches."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.calling import started

ESCAPE = re.compile(r"\x1b|\r(?!\n)")


def run(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    """Run tripact as a process of its own, into pipes."""
    command = [sys.executable, "-m", "tripact", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]


def test_an_import_into_a_pipe_draws_no_bar_and_prints_one_document(desk):
    ran = run("-w", desk / "fresh", "import", desk / "mapping.yaml", "--json")
    assert ran.returncode == 0 and ran.stderr == ""
    assert json.loads(ran.stdout)["recorded"] == 19


def test_a_table_into_a_pipe_has_no_colours(work):
    ran = run("-w", work, "report", "funnel")
    assert ran.returncode == 0 and ran.stderr == ""
    assert "lead → mql" in ran.stdout and not ESCAPE.search(ran.stdout)


def test_an_error_into_a_pipe_has_no_colours_and_no_traceback(work):
    ran = run("-w", work, "explain", "person", "nobody", "--json")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith("error No fact speaks") and not ESCAPE.search(ran.stderr)


def test_a_reader_that_stops_early_is_no_fault(work):
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "tripact", "schema"]
    ran = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert ran.stderr == ""


def test_the_workspace_may_stand_in_the_environment(work):
    ran = run("check", "--json", env={**os.environ, "TRIPACT_WORKSPACE": str(work)})
    assert json.loads(ran.stdout) == {"issues": []}


def _recorded(ledger: Path) -> int:
    """Count the facts that are there so far; none while the ledger is being made."""
    try:
        with closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as connection:
            return int(connection.execute("select count(*) from facts").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_interrupted_import_says_so_and_goes_on_from_there(desk):
    rows = "".join(f"x{n},N,n@example.com,2026-01-05,web,boss,2026-01-08,\n" for n in range(70_000))
    with (desk / "people.csv").open("a", encoding="utf-8") as file:
        file.write(rows)
    with started("-w", desk / "fresh", "import", desk / "mapping.yaml", stderr=subprocess.PIPE) as importing:
        # Three batches are still to come when the first one stands in the ledger.
        while not _recorded(desk / "fresh" / "ledger.sqlite") and importing.poll() is None:
            time.sleep(0.02)
        importing.send_signal(signal.SIGINT)
        _, said = importing.communicate(timeout=60)
    assert importing.returncode == 130 and "goes on from there" in said and "Traceback" not in said
    assert run("-w", desk / "fresh", "import", desk / "mapping.yaml").returncode == 0
    with sqlite3.connect(desk / "fresh" / "ledger.sqlite") as ledger:
        assert ledger.execute("select count(*) from facts").fetchone() == (70_000 * 5 + 19,)
    ledger.close()
