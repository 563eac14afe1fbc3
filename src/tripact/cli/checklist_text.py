"""The discovery checklist of an explanation, as text and as JSON."""

from __future__ import annotations

from dataclasses import asdict

from tripact.cli import output
from tripact.evaluate.checklist import Answered, Checklist
from tripact.worktime.instant import show, to_datetime

_MARK = {"met": "✓", "not_met": "✗", "stale": "~", "unknown": "?"}
_WORDS = {True: "met", False: "not met", None: "left open"}


def checklist_document(checklist: Checklist, zone: str) -> dict[str, object]:
    """Return the checklist as plain values; instants in ISO 8601 with the agreement's offset."""
    frameworks = [asdict(each) for each in checklist.frameworks]
    for framework in frameworks:
        for dimension in framework["dimensions"]:
            dimension["answers"] = [{**each, "ts": show(each["ts"], zone)} for each in dimension["answers"]]
    definitions = [
        {**asdict(each), "since": None if each.since is None else show(each.since, zone)}
        for each in checklist.definitions
    ]
    return {"frameworks": frameworks, "definitions": definitions}


def print_checklist(checklist: Checklist, zone: str) -> None:
    """Print what is answered and what is still to be asked; nothing where the agreement asks nothing."""
    for held in checklist.definitions:
        since = f" since {_day(held.since, zone)}" if held.since is not None else ""
        _line(f"\n{_MARK[held.state]} {held.definition} needs {held.needs} by {held.framework}: {held.met} met{since}")
        _line(f"  {held.where}")
    for framework in checklist.frameworks:
        _line(f"\nChecklist {framework.name}{' (of the segment)' if framework.of_segment else ''}:")
        for dimension in framework.dimensions:
            _line(f"  {_MARK[dimension.state]} {dimension.name}: {dimension.state.replace('_', ' ')}")
            for answer in dimension.answers:
                _line(f"      · {_answer(answer, zone)}")
            for question in dimension.asks:
                _line(f"      ask: {question}")


def _answer(answer: Answered, zone: str) -> str:
    said = f", said by {answer.said_by}" if answer.said_by else ""
    noted = f", noted by {answer.actor}" if answer.actor else ""
    return f"{answer.question} {_WORDS[answer.met]}{said}{noted}, {_day(answer.ts, zone)}, fact {answer.seq}"


def _day(instant: int, zone: str) -> str:
    return f"{to_datetime(instant, zone):%Y-%m-%d %H:%M}"


def _line(text: str) -> None:
    output.OUT.print(text, markup=False)
