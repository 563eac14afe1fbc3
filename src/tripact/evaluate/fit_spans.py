"""The spans during which an attribute earned fit points (methods §1.1)."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "fit_spans",
    inputs=("attribute_states", "fit_points", "fit_else"),
    outputs={
        "person": "bigint",
        "name": "text",
        "value": "text",
        "points": "bigint",
        "highest": "bigint",
        "lowest": "bigint",
        "seq": "bigint",
        "from_ts": "bigint",
        "until_ts": "bigint",
    },
    says="a value earned fit points, in thousandths",
)
