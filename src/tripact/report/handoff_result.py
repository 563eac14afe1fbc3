"""What a report on handoffs holds: for each handoff how its rounds stand, and what they carried."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from tripact.agreement.values import Texts
from tripact.report.funnel_result import Note
from tripact.report.handoff_packages import Packages
from tripact.report.handoff_times import AcceptTimes
from tripact.report.heading import Heading
from tripact.report.proportion import Rate


class Returned(NamedTuple):
    """How often a handoff came back for a reason; ``known`` tells whether the agreement lists it."""

    reason: str | None
    known: bool
    n: int


@dataclass(frozen=True)
class HandoffRow:
    """One handoff.

    ``n = due + missing + void + open + accepted + returned``; ``open`` are sent and not answered.

    Attributes:
        sent: Rounds that were sent; ``acknowledged`` those that the receiver has seen.
        returned: Rounds that came back; ``resent`` those of them that were sent again.
        unsent: Rounds that were answered though nobody recorded that they were sent.
        acceptance: Accepted out of accepted and returned rounds; open ones beside.
        times: From the first sending to the acceptance.
    """

    handoff: str
    title: Texts
    sides: tuple[str, str]
    n: int
    due: int
    missing: int
    void: int
    sent: int
    acknowledged: int
    open: int
    accepted: int
    returned: int
    resent: int
    unsent: int
    reasons: tuple[Returned, ...]
    acceptance: Rate
    times: AcceptTimes
    packages: Packages


@dataclass(frozen=True)
class HandoffReport:
    """The whole report."""

    heading: Heading
    rows: tuple[HandoffRow, ...]
    notes: tuple[Note, ...]
    definitions: dict[str, str]
