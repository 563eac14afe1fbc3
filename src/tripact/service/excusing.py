"""Which clock an excuse is said of: named by its start, for what becomes known later gives runs other numbers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from tripact.agreement.agreement import Agreement
from tripact.evaluate.engine import Engine
from tripact.evaluate.refusals import Refusal
from tripact.ledger.facts import Fact, encode
from tripact.report.adherence import BREACHED
from tripact.report.excusable_runs import ExcusableRun, excusable_runs, told_by
from tripact.service.vocabulary import DECISIONS, lacking
from tripact.worktime.instant import show


class Excused(NamedTuple):
    """An excuse with the start of the clock it is said of, or why there is no such clock."""

    fact: Fact
    refused: tuple[Refusal, ...] = ()


def excused_clock(agreement: Agreement, engine: Engine, known_at: int, fact: Fact) -> Excused:
    """Return an excuse with the start of its clock, and what is held against it.

    Args:
        agreement: The agreement.
        engine: Over the facts, without the excuse.
        known_at: Up to when facts were recorded, UTC milliseconds.
        fact: The excuse.
    """
    said = json.loads(fact.body)
    lacks = tuple(lacking(said))
    runs = excusable_runs(agreement, engine, known_at, fact)
    meant = _meant(runs, said)
    if len(meant) != 1:
        which = _several(meant, agreement.zone) if meant else _unknown(runs, fact, agreement.zone)
        return Excused(fact, (*lacks, which))
    (run,) = meant
    claimed = run.claimed_at is not None and run.claimed_at <= told_by(fact)
    unclaimed = said.get("action") in DECISIONS and not claimed
    named = fact._replace(body=encode({**said, "started_at": run.started_at}))
    return Excused(named, (*lacks, _UNCLAIMED) if unclaimed else lacks)


def without_start(body: str) -> str:
    """Return what an excuse says without the start of its clock, which it may have got when it was recorded."""
    return encode({name: value for name, value in json.loads(body).items() if name != "started_at"})


def _meant(runs: Sequence[ExcusableRun], said: dict[str, object]) -> list[ExcusableRun]:
    """Return the runs that an excuse can mean: the one it names, else those that ask for it most."""
    if said.get("run") is not None or said.get("started_at") is not None:
        return [each for each in runs if each.named and said.get("run") in (None, each.run)]
    waiting = [each for each in runs if each.excuse == "claimed"] if said.get("action") in DECISIONS else []
    broken = [each for each in runs if each.state in BREACHED]
    return waiting or broken or list(runs)


def _unknown(runs: Sequence[ExcusableRun], fact: Fact, zone: str) -> Refusal:
    of, commitment = fact.deal or fact.person or fact.account, json.loads(fact.body)["commitment"]
    known = f"Its runs: {_listed(runs, zone)}." if runs else "None had started by then."
    field = "run" if runs else "commitment"
    return Refusal("unknown-clock", f"There is no such clock '{commitment}' of '{of}'. {known}", field)


def _several(runs: Sequence[ExcusableRun], zone: str) -> Refusal:
    return Refusal("missing", f"Say which run it is said of: {_listed(runs, zone)}.", "run")


def _listed(runs: Sequence[ExcusableRun], zone: str) -> str:
    return ", ".join(f"{each.run} (from {show(each.started_at, zone)}, {each.state})" for each in runs)


_UNCLAIMED = Refusal(
    "unclaimed", "Nobody has claimed by then that this breach is excused. Record the claim first.", "action"
)
