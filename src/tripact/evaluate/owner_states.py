"""Who owned the record of a journey, and when."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "owner_states",
    inputs=("attribute_states", "attributes", "conversions", "deals"),
    outputs={"journey": "bigint", "owner": "text", "from_ts": "bigint", "until_ts": "bigint"},
    says="somebody owned the record of a journey; null: nobody",
    parameters=("end",),
)
