"""How each number of a report on handoffs is defined, for people."""

from __future__ import annotations

HANDOFF_DEFINITIONS: dict[str, str] = {
    "n": "Rounds: due + missing + void + open + accepted + returned. A round begins when the handoff becomes due or is "
    "sent; sent again after a return is the next round. A period holds what was sent in it; what was not sent, by "
    "when it became due.",
    "due": "Not sent yet, and its time is not over (or it has none).",
    "missing": "Not sent, and its time is over: the verdict of its clock.",
    "void": "The pass ended (nurture, lost, disqualified) before it was sent in its time; in no rate.",
    "sent": "Rounds that were sent, whatever became of them.",
    "acknowledged": "Sent rounds that the receiver has seen; that is not yet an acceptance.",
    "open": "Sent, and neither accepted nor returned.",
    "accepted": "The receiver took it.",
    "returned": "The receiver sent it back; with or without being sent again.",
    "resent": "Returned and sent again: the next round.",
    "unsent": "Accepted or returned although no sending is recorded.",
    "acceptance": "accepted / (accepted + returned) rounds, with the Wilson 95 % interval; open ones stand beside.",
    "median_seconds": "Elapsed time from the first sending to the acceptance by which half are accepted, returns and "
    "sending again included (Aalen-Johansen: open ones censored, those returned for good are gone). Null: not reached.",
    "p90_seconds": "Likewise the time by which nine in ten are accepted.",
    "completeness": "The mean share of required fields that were known when the package was sent (methods §12.2).",
    "complete": "The share of packages sent that lacked no required field, with the Wilson 95 % interval.",
    "lacking": "How many of the packages sent lacked the field.",
    "overclaimed": "Packages that lacked something although their sender called them complete.",
    "reasons": "Returned rounds by reason; a reason that the agreement does not list is flagged.",
}
