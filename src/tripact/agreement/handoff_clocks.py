"""The times that handoffs promise, as commitments: until it is sent, and until it is accepted or returned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tripact.agreement.commitments import Commitment
from tripact.agreement.handoffs import Handoff
from tripact.agreement.stages import Stage
from tripact.agreement.triggers import Trigger

ENDINGS = ("recycle", "lost", "disqualified")
"""Kinds of stages after which there is nothing left to hand over."""


def handoff_clocks(
    handoffs: Mapping[str, Handoff], commitments: Mapping[str, Commitment], stages: Mapping[str, Stage]
) -> dict[str, tuple[str, Commitment]]:
    """Return the clocks of the handoffs by name, each with its handoff: ``NAME_sent`` and ``NAME_accepted``.

    Where a commitment of the agreement has the same name, or the same start and stops, it stands for the
    handoff's time and nothing is derived: one promise has one clock.
    """
    voids = endings(stages)
    return {
        key: (name, clock)
        for name, handoff in handoffs.items()
        for key, clock in _clocks(name, handoff, voids)
        if key not in commitments and own_clock(clock, commitments) is None
    }


def clocks_of_handoff(name: str, handoff: Handoff, commitments: Mapping[str, Commitment]) -> dict[str, str]:
    """Return the name of the clock of each of a handoff's times (``sent``, ``accepted``) among all commitments."""
    found: dict[str, str] = {}
    for key, clock in _clocks(name, handoff, ()):
        named = key if key in commitments else own_clock(clock, commitments)
        if named:
            found[key.removeprefix(f"{name}_")] = named
    return found


def own_clock(clock: Commitment, commitments: Mapping[str, Commitment]) -> str | None:
    """Return the commitment that starts and stops by the same moments, if there is one."""
    return next((name for name, each in commitments.items() if _moments(each) == _moments(clock)), None)


def endings(stages: Mapping[str, Stage]) -> tuple[Trigger, ...]:
    """Return the moments that end a pass before anything could be handed over."""
    return tuple(Trigger("stage", name) for name, stage in stages.items() if stage.kind in ENDINGS)


def _clocks(name: str, handoff: Handoff, voids: tuple[Trigger, ...]) -> Iterator[tuple[str, Commitment]]:
    sent = Trigger("sent", name)
    sides = tuple(dict.fromkeys((handoff.from_, handoff.to)))
    if handoff.within and handoff.when:
        yield (
            f"{name}_sent",
            _commitment(
                handoff, within=handoff.within, between=sides[::-1], starts=handoff.when, stops=(sent,), cancels=voids
            ),
        )
    if handoff.accept:
        answers = (Trigger("accepted", name), Trigger("returned", name))
        yield (
            f"{name}_accepted",
            _commitment(handoff, within=handoff.accept, between=sides, starts=(sent,), stops=answers),
        )


def _commitment(handoff: Handoff, **clauses: object) -> Commitment:
    return Commitment.model_validate({**clauses, "calendar": handoff.calendar})


def _moments(clock: Commitment) -> tuple[frozenset[Trigger], frozenset[Trigger]]:
    return frozenset(clock.starts), frozenset(clock.stops)
