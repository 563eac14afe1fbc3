"""The kinds of value an agreement is written in: dated values, durations, rule texts.

Each is a pydantic type, so that a wrong one is an issue with its line and the published JSON
Schema knows its shape.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainValidator, TypeAdapter, WithJsonSchema

from tripact.worktime.dated import Dated, parse_dated
from tripact.worktime.duration import Duration, parse_duration

Points = float | int


class Clause(BaseModel):
    """The base of everything an agreement says: frozen, strict, and closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, arbitrary_types_allowed=True)


def _dated(value_type: object) -> PlainValidator:
    adapter: TypeAdapter[Any] = TypeAdapter(value_type)

    def read(raw: object) -> Dated[Any]:
        if isinstance(raw, Dated):
            return raw
        return parse_dated(raw).map(lambda value: adapter.validate_python(value, strict=True))

    return PlainValidator(read)


def _dated_schema(value_type: object) -> WithJsonSchema:
    plain = TypeAdapter(value_type).json_schema()
    dated = {"type": "object", "patternProperties": {r"^from \d{4}-\d{2}-\d{2}$": plain}, "additionalProperties": False}
    return WithJsonSchema({"anyOf": [plain, dated]})


def _duration(raw: object) -> Duration:
    if isinstance(raw, Duration):
        return raw
    if not isinstance(raw, str):
        raise ValueError("a duration is text such as '2 business hours' or '12 days'")
    return parse_duration(raw)


DatedPoints = Annotated[Dated[float], _dated(Points), _dated_schema(Points)]
"""Points: a number, or numbers that hold from dates."""

DatedRule = Annotated[Dated[str], _dated(str), _dated_schema(str)]
"""A rule: a boolean SQL expression as text, or expressions that hold from dates."""

TimeSpan = Annotated[Duration, PlainValidator(_duration), WithJsonSchema({"type": "string"})]
"""A duration that says how it is counted."""


def _listed(raw: object) -> object:
    return (raw,) if isinstance(raw, str) else tuple(raw) if isinstance(raw, list) else raw


Names = Annotated[tuple[str, ...], BeforeValidator(_listed)]
"""One name or a list of names."""

Texts = str | dict[str, str]
"""A text, or one text per language (``{en: …, sk: …}``)."""
