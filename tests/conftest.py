"""Fixtures of all tests: the services of tests/services.py, lazily and one server a worker."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import hypothesis
import pytest

from tests import services

MARKS = {"postgres": "postgres", "postgres_server": "postgres", "chromium": "browser", "shared": "data"}

hypothesis.settings.register_profile("dev", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
# the second lane asks whether another engine agrees; the many random histories ask whether we are right, once
hypothesis.settings.register_profile("lane", hypothesis.settings.get_profile("ci"), max_examples=25)
_PROFILE = "ci" if services.required() or os.environ.get("CI") else "dev"
hypothesis.settings.load_profile("lane" if os.environ.get("TRIPACT_EXPECT_DUCKDB") else _PROFILE)


def pytest_configure() -> None:
    """Refuses to run an engine lane on another DuckDB than the lane is meant for."""
    gc.set_threshold(100_000, 50, 100)  # as the command line does
    expected = os.environ.get("TRIPACT_EXPECT_DUCKDB")
    if expected and not duckdb.__version__.startswith(expected):
        raise pytest.UsageError(f"this lane is for DuckDB {expected}, but {duckdb.__version__} is imported")


def pytest_report_header() -> str:
    """Says which engines these tests meet."""
    postgres = os.environ.get("TRIPACT_TEST_POSTGRES") or services.postgres_programs()
    found = {"postgres": postgres, "chromium": services.chromium_path(), "shared": services.shared_folder()}
    return ", ".join([f"duckdb {duckdb.__version__}", *(f"{name} {where or 'none'}" for name, where in found.items())])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks a test by the services it asks for, so that `-m 'not postgres'` needs no second list."""
    for item in items:
        for fixture in MARKS.keys() & set(getattr(item, "fixturenames", ())):
            item.add_marker(MARKS[fixture])


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server that tests may fill as they like."""
    with services.postgres_url() as url:
        if url is None:
            services.missing("no PostgreSQL: install the server, or set TRIPACT_TEST_POSTGRES to an address")
        yield url


@pytest.fixture
def postgres(postgres_server: str) -> Iterator[str]:
    """The address of an empty PostgreSQL database of this test alone."""
    with services.empty_database(postgres_server) as url:
        yield url


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; start it with `services.CHROMIUM_ARGUMENTS`."""
    path = services.chromium_path()
    if path is None:
        services.missing("no Chromium: install one, or set TRIPACT_TEST_CHROMIUM to its path")
    return path


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """A Chromium that runs."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium, args=list(services.CHROMIUM_ARGUMENTS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real records, beside the repository."""
    folder = services.shared_folder()
    if folder is None:
        pytest.skip("no real records: put them into ../shared, or set TRIPACT_SHARED to the folder")
    return folder
