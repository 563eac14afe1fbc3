"""The spans during which a negative attribute took points from fit (methods §1.3)."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "penalty_spans",
    inputs=("attribute_states", "penalty_points"),
    outputs={
        "person": "bigint",
        "name": "text",
        "points": "bigint",
        "seq": "bigint",
        "from_ts": "bigint",
        "until_ts": "bigint",
    },
    says="a negative attribute took fit points, in thousandths",
)
