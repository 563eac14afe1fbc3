"""What the agreement asks of each recorded move, and whether it was there (STG-2, STG-7)."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "stage_audit",
    inputs=(
        "judged_moves",
        "gate_fields",
        "deals",
        "move_reasons",
        "gates_closed",
        "allowed_moves",
        "deal_stages",
        "gate_known",
        "asked_definitions",
        "definition_states",
        "rule_verdicts",
    ),
    outputs={"journey": "bigint", "seq": "bigint", "rule": "text", "field": "text", "state": "text"},
    says="something that the agreement asks of a move was met, not met or unknown at that moment",
)
