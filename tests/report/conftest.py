"""The worked cases of the method notes, by id."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def case(shared: Path) -> Callable[[str], dict[str, Any]]:
    """A function from the id of a worked case to the case."""
    listed = json.loads((shared / "cases" / "methods.json").read_text(encoding="utf-8"))["cases"]
    return {each["id"]: each for each in listed}.__getitem__
