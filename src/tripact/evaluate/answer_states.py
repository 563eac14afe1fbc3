"""What each qualification question was answered with, and in which time."""

from __future__ import annotations

from tripact.evaluate.step import Step

STEP = Step(
    "answer_states",
    inputs=("answers", "conversions", "framework_questions"),
    outputs={
        "subject": "bigint",
        "framework": "text",
        "question": "text",
        "met": "boolean",
        "said_by": "text",
        "actor": "text",
        "seq": "bigint",
        "from_ts": "bigint",
        "until_ts": "bigint",
    },
    says="a question of a framework was answered",
    parameters=("end",),
)
