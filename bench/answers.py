"""The answers of all contestants: which person was promoted when. They must be the same."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from bench.rules import RuleName

Answer = Iterable[tuple[str, int]]


def write_answer(folder: Path, by: str, rule: RuleName, answer: Answer) -> None:
    """Keep an answer beside the data, in an order that does not depend on who gives it."""
    path = _path(folder, by, rule)
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(sorted([person, int(ts)] for person, ts in answer)), encoding="utf-8")


def differences(folder: Path, one: str, other: str, rule: RuleName) -> int:
    """Return in how many promotions two answers differ."""
    answers = [
        {(person, ts) for person, ts in json.loads(_path(folder, by, rule).read_text(encoding="utf-8"))}
        for by in (one, other)
    ]
    return len(answers[0] ^ answers[1])


def _path(folder: Path, by: str, rule: RuleName) -> Path:
    return folder / "answers" / f"{by}-{rule}.json"
