"""What consents of its people are to the clocks of an account: a consent, an opt-out, no basis left."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "account_consents",
    inputs=("clock_lines", "account_ties", "deal_accounts", "contact_states", "consent_moments"),
    outputs={"account": "bigint", "verb": "text", "ts": "bigint", "seq": "bigint", "day_precision": "boolean"},
    says="nobody of an account might be contacted any more, or somebody might again",
    parameters=("as_of", "basis_required"),
)
