"""Every stage can be reached, and left."""

from __future__ import annotations

from collections.abc import Iterator

from tripact.agreement.agreement import Agreement
from tripact.agreement.issues import Issue
from tripact.agreement.stages import Stage

_ENDS = ("won", "lost", "disqualified")


def check_reach(agreement: Agreement) -> Iterator[Issue]:
    """Yield stages that nothing leads to, or that lead nowhere.

    - From the first stage, every stage is reached by allowed moves.
    - Every stage can be left, but for won, lost, disqualified and the last of the main path.
    - An agreement that allows no moves at all (a recorded event log) is not asked.
    - While a move leads to a stage that is not declared, what cannot be reached is not told: it may be meant.
    """
    moves = {to for stage in agreement.stages.values() for to in stage.leave.to}
    if not moves:
        return
    if moves <= set(agreement.stages):
        yield from _unreached(agreement)
    last = [name for name, stage in agreement.stages.items() if stage.on_main_path][-1:]
    for name, stage in agreement.stages.items():
        if _is_trap(stage) and name not in last:
            message = f"The stage '{name}' cannot be left."
            hint = "Say where it leads: leave: {to: […]}."
            yield Issue.at(agreement.place("stages", name), "dead-end", message, hint)


def _is_trap(stage: Stage) -> bool:
    return not stage.leave.to and stage.kind not in _ENDS


def _unreached(agreement: Agreement) -> Iterator[Issue]:
    reached = _reached(agreement)
    for name in agreement.stages:
        if name not in reached:
            message = f"The stage '{name}' cannot be reached."
            hint = "Name it in leave: {to: […]} of the stage before."
            yield Issue.at(agreement.place("stages", name), "unreachable-stage", message, hint)


def _reached(agreement: Agreement) -> set[str]:
    waiting = list(agreement.stages)[:1]
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in reached and name in agreement.stages:
            reached.add(name)
            waiting += agreement.stages[name].leave.to
    return reached
