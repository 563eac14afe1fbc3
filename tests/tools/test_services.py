"""The services that other tests lean on."""

import os
import subprocess
from pathlib import Path

import psycopg
import pytest

from tests import services


def test_every_postgres_test_has_its_own_empty_database(postgres: str, postgres_server: str) -> None:
    with psycopg.connect(postgres) as connection:
        connection.execute("create table mine (a int)")
        names = connection.execute(
            "select current_database(), count(*) from pg_class where relname = 'mine'"
        ).fetchone()
    assert names == (postgres.rsplit("/", 1)[1], 1)
    with services.empty_database(postgres_server) as other, psycopg.connect(other) as connection:
        assert connection.execute("select count(*) from pg_class where relname = 'mine'").fetchone() == (0,)


def test_chromium_opens_a_page(chromium: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p id='x'></p><script>document.getElementById('x').textContent = 6 * 7</script>")
    command = [
        chromium,
        "--headless",
        *services.CHROMIUM_ARGUMENTS,
        f"--user-data-dir={tmp_path / 'profile'}",
        "--dump-dom",
    ]
    done = subprocess.run([*command, page.as_uri()], capture_output=True, text=True, timeout=120, check=True)
    assert '<p id="x">42</p>' in done.stdout


def test_a_missing_service_skips_or_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "TRIPACT_REQUIRE_SERVICES", "")
    with pytest.raises(pytest.skip.Exception, match="no such thing"):
        services.missing("no such thing")
    monkeypatch.setitem(os.environ, "TRIPACT_REQUIRE_SERVICES", "1")
    with pytest.raises(pytest.fail.Exception, match="no such thing"):
        services.missing("no such thing")
