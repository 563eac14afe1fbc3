"""The state of deals, each as of an instant."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "deal_values",
    inputs=("asked_deals", "deal_states", "deal_stays", "deal_people", "deal_accounts"),
    outputs={
        "deal": "bigint",
        "ts": "bigint",
        "account": "bigint",
        "journey": "bigint",
        "pass": "bigint",
        "cycle": "bigint",
        "stage": "text",
        "standing": "text",
        "stage_since": "bigint",
        "opened_at": "bigint",
        "closed_at": "bigint",
        "name": "text",
        "amount": "decimal",
        "currency": "text",
        "acv": "double",
        "list_amount": "decimal",
        "discount": "double",
        "close_date": "bigint",
        "owner": "text",
        "next_step": "text",
        "next_step_due": "bigint",
        "next_step_expected": "text",
        "term_months": "bigint",
        "competitor": "text",
        "stakeholders": "bigint",
        "age_days": "double",
        "stage_age_days": "double",
    },
    says="the state of a deal as of an instant",
)
