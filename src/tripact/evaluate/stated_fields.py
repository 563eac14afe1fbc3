"""What is known by facts of which no pass is the end."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "stated_fields",
    inputs=(
        "links",
        "attributes",
        "contact_bases",
        "moves",
        "stage_order",
        "attribute_states",
        "account_states",
        "memberships",
        "identities",
        "deals",
        "answers",
        "milestones",
        "usage",
        "field_sources",
        "bearers",
    ),
    outputs={
        "subject": "bigint",
        "field": "text",
        "from_ts": "bigint",
        "until_ts": "bigint",
        "seq": "bigint",
    },
    says="a field was stated of a person, a deal or an account",
    parameters=("end", "judged"),
)
