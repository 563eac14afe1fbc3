"""The worked examples beside the repository; where they are missing, their cases are none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests import services


def read(name: str) -> dict[str, Any]:
    """A file of cases, or nothing."""
    folder = services.shared_folder()
    path = (folder or Path()) / "cases" / name
    return json.loads(path.read_text(encoding="utf-8")) if folder and path.exists() else {}


def method(identifier: str) -> dict[str, Any]:
    """One case of methods.json."""
    return next((case for case in read("methods.json").get("cases", []) if case["id"] == identifier), {})
