"""What tests need from outside: a PostgreSQL server, a Chromium, the shared folder of real records.

A service that is missing makes its tests skip with a reason, or fail when `TRIPACT_REQUIRE_SERVICES=1` (set by CI).
"""

import contextlib
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

import psycopg
import pytest

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip
INITDB = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "shared_buffers=64MB",
    "max_connections=60",
)


def required() -> bool:
    """True where a missing service is an error, not a reason to skip."""
    return os.environ.get("TRIPACT_REQUIRE_SERVICES", "") not in ("", "0")


def missing(message: str) -> NoReturn:
    """Skips the test, or fails it where services are required."""
    if required():
        pytest.fail(f"{message} (TRIPACT_REQUIRE_SERVICES is set)", pytrace=False)
    pytest.skip(message)


def shared_folder() -> Path | None:
    """The folder with the real records: `TRIPACT_SHARED`, else `../shared` beside the repository."""
    folder = Path(os.environ.get("TRIPACT_SHARED") or ROOT.parent / "shared")
    return folder if (folder / "data").is_dir() else None


def chromium_path() -> str | None:
    """The browser: `TRIPACT_TEST_CHROMIUM`, else the first known name on the path."""
    named = os.environ.get("TRIPACT_TEST_CHROMIUM")
    return named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def postgres_programs() -> Path | None:
    """The folder with `initdb` and `postgres` of the newest installed server."""
    found = [*Path("/usr/lib/postgresql").glob("*/bin/initdb"), *map(Path, filter(None, [shutil.which("initdb")]))]
    folders = [path.resolve().parent for path in found if path.resolve().with_name("postgres").exists()]
    return max(folders, key=_version, default=None)


@contextlib.contextmanager
def postgres_url() -> Iterator[str | None]:
    """The address of a server: `TRIPACT_TEST_POSTGRES`, else a temporary one; None when there is neither."""
    named = os.environ.get("TRIPACT_TEST_POSTGRES")
    programs = postgres_programs()
    if named or programs is None:
        yield named
        return
    home = Path(tempfile.mkdtemp(prefix="tripact-postgres-"))
    try:
        if account := _account():
            os.chown(home, account["user"], account["group"])
        _run([str(programs / "initdb"), "-D", str(home / "data"), *INITDB], account)
        with _server(programs, home, account) as url:
            yield url
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextlib.contextmanager
def empty_database(server: str) -> Iterator[str]:
    """A database of its own on a server, dropped at the end."""
    name = f"t_{uuid.uuid4().hex[:16]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'create database "{name}" template template0')
    try:
        yield re.sub(r"^(\w+://[^/]*)/?[^?]*", rf"\1/{name}", server)
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'drop database if exists "{name}" with (force)')


@contextlib.contextmanager
def _server(programs: Path, home: Path, account: dict[str, Any]) -> Iterator[str]:
    port = _free_port()
    options = (*FAST, f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={home}")
    command = [str(programs / "postgres"), "-D", str(home / "data"), *(f"--{option}" for option in options)]
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, **account, cwd="/")
    try:
        url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        _wait(url, server, home / "log")
        yield url
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.send_signal(signal.SIGQUIT)
            server.wait(20)


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(url, connect_timeout=5).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("PostgreSQL did not start:\n" + log.read_text(encoding="utf-8", errors="replace"))


def _run(command: Sequence[str], account: dict[str, Any]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, **account, cwd="/", check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")


def _account() -> dict[str, Any]:
    """Whom the server runs as: PostgreSQL refuses root, so root lends it an account."""
    if os.geteuid() != 0:
        return {}
    accounts = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = accounts.get("postgres") or accounts["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _version(folder: Path) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", str(folder))))
