"""What people said last about being contacted, by the moments of contacts that are asked about."""

from __future__ import annotations

from tripact.evaluate.step import Step
from tripact.ledger.kinds import ColumnType

CONTACTS: dict[str, ColumnType] = {
    "place": "bigint",
    "person": "bigint",
    "channel": "text",
    "ts": "bigint",
    "seq": "bigint",
}
"""The contacts that are asked about: of whom, on which channel, when, and before which place in the ledger."""

STEP = Step(
    "asked_bases",
    inputs=("asked_contacts", "consents"),
    outputs={"place": "bigint", "state": "text", "expires_at": "bigint"},
    says="before a contact, this was the last that the person said about being contacted",
)
