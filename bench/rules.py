"""The two rules that are measured, as agreements."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from bench.sizes import DATA, HERE

RuleName = Literal["default", "unprunable"]

RULES: dict[RuleName, str] = {
    "default": "fit >= 70 AND (engagement >= 50 OR intent >= 2) AND role IN ('decision_maker', 'influencer')",
    "unprunable": "engagement >= 50 OR intent >= 2",
}
"""The second one says nothing of slowly changing values: nobody can be left out."""


def agreement_text(rule: RuleName) -> str:
    """Return the agreement whose promotion says the rule."""
    text = (HERE / "agreement.yaml").read_text(encoding="utf-8")
    assert RULES["default"] in text
    return text.replace(RULES["default"], RULES[rule])


def agreement_file(rule: RuleName) -> Path:
    """Return the file of that agreement, written anew."""
    path = DATA / f"agreement-{rule}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(agreement_text(rule), encoding="utf-8")
    return path
