"""The value of an attribute for each deal: its own, else its account's, else its person's."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "deal_labels",
    inputs=("asked_deals", "deal_states", "deal_accounts", "account_states", "conversions", "attribute_states"),
    outputs={"deal": "bigint", "ts": "bigint", "label": "text"},
    says="an attribute held a value for a deal as of an instant",
    parameters=("dimension",),
)
