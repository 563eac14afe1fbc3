"""Why a handoff stands where it stands: its clause, its rounds, what it carried, its clocks."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from sqlglot import exp

from tripact.agreement.agreement import Agreement
from tripact.agreement.handoffs import Handoff
from tripact.agreement.triggers import Trigger
from tripact.errors import TripactError
from tripact.evaluate.commitments import Clocks
from tripact.evaluate.compose import literal
from tripact.evaluate.engine import Engine
from tripact.evaluate.evaluation import Evaluation
from tripact.evaluate.handoff_clocks import handoff_clock_names
from tripact.evaluate.handoffs import Handoffs
from tripact.evaluate.scope import Scope
from tripact.evaluate.visible import Moment
from tripact.report.clock_list import ListedClock, clocks_of
from tripact.report.handoff_list import ListedHandoff, listed_handoffs
from tripact.report.journeys import journey_keys


@dataclass(frozen=True)
class HandoffTrace:
    """One handoff, explained.

    Attributes:
        clause: The handoff as the agreement writes it; ``where`` is its ``file:line``.
        chain: Every round of the same handover, in order; the handoff itself among them.
        clocks: The clocks of its times (``sent``, ``accepted``) where they ran, and by their own names those that
            the completed package stops.
    """

    handoff: ListedHandoff
    clause: Handoff
    where: str
    agreement_name: str
    agreement_version: int
    as_of: int
    zone: str
    chain: tuple[ListedHandoff, ...]
    clocks: dict[str, ListedClock]


class SubjectHandoffs:
    """The handoffs of one person or deal, found and explained.

    Example:
        ``SubjectHandoffs(agreement, engine, moment, "p-1042").found``
    """

    def __init__(self, agreement: Agreement, engine: Engine, moment: Moment, subject: str) -> None:
        self._agreement = agreement
        self._keys = journey_keys(engine, moment, subject, "handoffs --feed")
        self._evaluation = Evaluation(agreement, engine, moment, Scope(only=self._keys))
        self._clocks = Clocks(self._evaluation)
        mine = exp.column("journey", "r").isin(*map(literal, self._keys))
        self.found = listed_handoffs(Handoffs(self._evaluation, self._clocks), mine)

    def close(self) -> None:
        """Drop what the engine keeps for them."""
        self._evaluation.close()

    def one(self, handoff: str, number: int) -> ListedHandoff:
        """Return the handoff of that number.

        Raises:
            TripactError: Naming those there are.
        """
        for each in self.found:
            if (each.row.handoff, each.row.number) == (handoff, number):
                return each
        known = ", ".join(each.row.id for each in self.found[:6])
        raise TripactError(
            "missing",
            f"There is no '{handoff}' number {number} of this subject.",
            hint=f"Its handoffs are: {known}." if known else "Nothing of it was ever due or handed over.",
        )

    def trace(self, handoff: ListedHandoff) -> HandoffTrace:
        """Return the explanation of a handoff."""
        row, agreement = handoff.row, self._agreement
        first = row.number - row.round + 1
        return HandoffTrace(
            handoff=handoff,
            clause=agreement.handoffs[row.handoff],
            where=agreement.where("handoffs", row.handoff),
            agreement_name=agreement.name,
            agreement_version=agreement.version,
            as_of=self._evaluation.moment.as_of,
            zone=agreement.zone,
            chain=tuple(
                each
                for each in self.found
                if (each.row.handoff, each.row.journey) == (row.handoff, row.journey)
                and each.row.number - each.row.round + 1 == first
            ),
            clocks=self._its_clocks(handoff),
        )

    def _its_clocks(self, handoff: ListedHandoff) -> dict[str, ListedClock]:
        """Return the clocks that started when the handoff became due, or was sent, and those of its package."""
        row = handoff.row
        ran = clocks_of(self._clocks, [row.journey], self._evaluation.moment)
        started = {"sent": row.due_at, "accepted": row.sent_at}
        times = {
            time: clock
            for time, name in handoff_clock_names(self._agreement)[row.handoff].items()
            for clock in ran
            if clock.commitment == name and clock.started_at == started[time]
        }
        return {**self._completing(handoff, ran, set(times)), **times}

    def _completing(self, handoff: ListedHandoff, ran: Sequence[ListedClock], told: Set[str]) -> dict[str, ListedClock]:
        """Return the other clocks that its completed package stops, as far as they ran in its round, by their names."""
        row, completed = handoff.row, Trigger("completed", handoff.row.handoff)
        named = {name for name, clock in self._agreement.clocks.items() if completed in clock.stops}
        named -= {clock for time, clock in handoff_clock_names(self._agreement)[row.handoff].items() if time in told}
        since, until = self._round(handoff)
        of_round = [
            clock
            for clock in ran
            if clock.commitment in named
            and clock.started_at <= until
            and (clock.stopped_at is None or clock.stopped_at >= since)
        ]
        return {clock.commitment: clock for clock in sorted(of_round, key=lambda each: each.started_at)}

    def _round(self, handoff: ListedHandoff) -> tuple[int, int]:
        """Return when a round began, and until when it was waited for: its answer, the next round, or now."""
        row = handoff.row
        began = min(ts for ts in (row.due_at, row.sent_at, row.accepted_at, row.returned_at) if ts is not None)
        answered = [ts for ts in (row.accepted_at, row.returned_at, row.void_at) if ts is not None]
        following = [
            ts
            for each in self.found
            if (each.row.handoff, each.row.journey, each.row.number) == (row.handoff, row.journey, row.number + 1)
            for ts in (each.row.due_at, each.row.sent_at)
            if ts is not None
        ]
        return began, min([*answered, *following, self._evaluation.moment.as_of])
