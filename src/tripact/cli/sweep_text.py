"""What a sweep fired, as text and as JSON."""

from __future__ import annotations

from tripact.boot import Workspace
from tripact.cli import output
from tripact.cli.clock_words import when
from tripact.report.clock_ladder import Level, level_document
from tripact.service.sweep import Firing, Swept, told
from tripact.worktime.instant import show

_SHOWN = ("clock", "level", "due")


def print_swept(swept: Swept, sent: int, workspace: Workspace) -> None:
    """Print the levels that somebody is told of, how many were before the first sweep, and what is next."""
    zone = workspace.agreement.zone
    loud = told(swept.fired)
    if loud:
        rows = [[each.level.clock, each.level.says, when(each.level.fires_after, zone)] for each in loud]
        output.print_table(f"Fired, as of {show(swept.as_of, zone)}", _SHOWN, rows, left=2)
    else:
        output.OUT.print("Nothing fired that anybody must be told of.")
    silent = len(swept.fired) - len(loud)
    if silent:
        levels = output.counted(silent, "level", "levels")
        output.OUT.print(
            f"{levels} recorded without telling anybody: named nobody, or before {when(swept.since, zone)}."
        )
    if sent:
        messages = output.counted(sent, "notification", "notifications")
        output.say(f"Wrote {messages} to {workspace.notifications_file}.")
    if swept.next:
        output.OUT.print(f"Next: {when(swept.next.fires_after, zone)}: {_named(swept.next)}", markup=False)


def swept_document(swept: Swept, sent: int, workspace: Workspace) -> dict[str, object]:
    """Return a sweep as plain values, ready for ``json.dumps``."""
    zone = workspace.agreement.zone
    return {
        "report": "sweep",
        "as_of": show(swept.as_of, zone),
        "told_since": show(swept.since, zone),
        "agreement": {"name": workspace.agreement.name, "version": workspace.agreement.version},
        "fired": [_fired(each, zone) for each in swept.fired],
        "sent": sent,
        "file": str(workspace.notifications_file),
        "next": None if swept.next is None else _level(swept.next, zone),
    }


def _fired(firing: Firing, zone: str) -> dict[str, object]:
    return {**_level(firing.level, zone), "told": list(firing.told)}


def _level(level: Level, zone: str) -> dict[str, object]:
    known = level_document(level, zone)
    return {
        "clock": level.clock,
        "subject": level.subject,
        "commitment": level.commitment,
        "pass": level.run,
        "started_at": show(level.started_at, zone),
        **{name: known[name] for name in ("level", "kind", "told", "reassign", "fires_after")},
    }


def _named(level: Level) -> str:
    return f"{level.clock} {level.says}"
