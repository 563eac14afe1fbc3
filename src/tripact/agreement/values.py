"""The kinds of value an agreement is written in: dated values, durations, rule texts.

Each is a pydantic type, so that a wrong one is an issue with its line and the published JSON
Schema knows its shape.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, core_schema

from tripact.errors import TripactError
from tripact.worktime.dated import Dated, is_dated, parse_dated
from tripact.worktime.duration import Duration, parse_duration
from tripact.worktime.instant import DAY, HOUR, check_year

_MOST = 1_000_000_000.0

Points = Annotated[float | int, Field(ge=-_MOST, le=_MOST, allow_inf_nan=False)]
"""Points of an attribute, a signal or a penalty: a plain number, at most a thousand million."""


def _of_a_year(day: date) -> date:
    try:
        check_year(day)
    except TripactError as bad:
        raise ValueError(bad.message.rstrip(".")) from bad
    return day


Day = Annotated[date, AfterValidator(_of_a_year)]
"""A day of a year that can be."""


class Clause(BaseModel):
    """The base of everything an agreement says: frozen, strict, and closed to unknown keys."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, arbitrary_types_allowed=True, allow_inf_nan=False
    )


class DatedOf:
    """Makes a pydantic type of a value that may have dates: ``Annotated[Dated[T], DatedOf(T)]``."""

    def __init__(self, value_type: Any) -> None:
        self.value_type = value_type

    def __get_pydantic_core_schema__(self, _source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        # A mapping inside, because its keys keep the path to the line of a wrong value.
        by_key = handler.generate_schema(dict[str, self.value_type])  # type: ignore[name-defined]
        return core_schema.no_info_wrap_validator_function(_read_dated, by_key)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return dated_schema(handler(schema)["additionalProperties"])


def _read_dated(raw: object, read: Callable[[object], dict[str, Any]]) -> Dated[Any]:
    if isinstance(raw, Dated):
        return raw
    changes = parse_dated(raw).changes
    values = read(raw if is_dated(raw) else {"always": raw}).values()
    return Dated(tuple((since, value) for (since, _), value in zip(changes, values, strict=True)))


def _duration(raw: object) -> Duration:
    if isinstance(raw, Duration):
        return raw
    if not isinstance(raw, str):
        raise ValueError(f"a duration says its unit: '{raw} business hours', '{raw} days'")
    return parse_duration(raw)


def _promise(raw: object) -> Duration:
    """Refuse what no calendar reaches: it is a slip of the pen, and would be counted day by day."""
    promised = _duration(raw)
    if promised.amount > _LONGEST[promised.unit]:
        most = "5,000 business hours, 1,000 business days, or ten years of elapsed time"
        raise ValueError(f"'{promised.text}' is too long for a promise: at most {most}")
    return promised


_LONGEST = {"business": 5_000 * HOUR, "elapsed": 3_660 * DAY, "business day": 1_000, "day": 3_660}


class Short:
    """Tells the published schema of a shorter form in which the same value may be written."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self.schema = schema

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [self.schema, handler(schema)]}


TEXT: dict[str, Any] = {"type": "string"}
NOTHING_GIVEN: dict[str, Any] = {"type": "null"}


def dated_schema(plain: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a plain value or the same with dates."""
    dates = {r"^from \d{4}-\d{2}-\d{2}$": plain}
    by_date = {"type": "object", "patternProperties": dates, "minProperties": 1, "additionalProperties": False}
    return {"anyOf": [plain, by_date]}


DatedPoints = Annotated[Dated[float], DatedOf(Points)]
"""Points: a number, or numbers that hold from dates."""

DatedRule = Annotated[Dated[str], DatedOf(str)]
"""A rule: a boolean SQL expression as text, or expressions that hold from dates."""

_AS_WRITTEN = PlainSerializer(lambda duration: duration.text, return_type=str)

TimeSpan = Annotated[
    Duration,
    PlainValidator(_promise),
    _AS_WRITTEN,
    WithJsonSchema(
        {"type": "string", "examples": ["2 business hours", "24 elapsed hours", "5 business days", "12 days"]}
    ),
]
"""A duration that says how it is counted."""


def _window(raw: object) -> Duration:
    window = _duration(raw)
    if window.unit.startswith("business") or window.rolled:
        raise ValueError(f"elapsed time is counted here, not '{window.text}': say days or elapsed hours")
    return window


Window = Annotated[
    Duration,
    PlainValidator(_window),
    _AS_WRITTEN,
    WithJsonSchema({"type": "string", "examples": ["14 days", "30 elapsed minutes"]}),
]
"""A stretch of elapsed time to look back over, or within which something counts once."""


def _rest(raw: object) -> Duration:
    rest = _duration(raw)
    if rest.unit != "day" or rest.rolled:
        raise ValueError(f"a rest ends with a local day, not after '{rest.text}': write it in days")
    return rest


Rest = Annotated[
    Duration, PlainValidator(_rest), _AS_WRITTEN, WithJsonSchema({"type": "string", "examples": ["60 days"]})
]
"""A number of local days."""

DatedSpan = Annotated[Dated[Duration], DatedOf(TimeSpan)]
"""A duration, or durations that hold from dates."""


def _listed(raw: object) -> object:
    return (raw,) if isinstance(raw, str) else tuple(raw) if isinstance(raw, list) else raw


ONE_OR_MORE: dict[str, Any] = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}

Names = Annotated[tuple[str, ...], BeforeValidator(_listed), WithJsonSchema(ONE_OR_MORE)]
"""One name or a list of names."""

Word = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
"""A name that rules can say: small letters, digits and underscores."""

Texts = str | dict[str, str]
"""A text, or one text per language (``{en: …, sk: …}``)."""


def said(words: Texts, language: str = "en") -> str:
    """Return a text in a language: that one, else English, else whichever there is; "" for none."""
    if isinstance(words, str):
        return words
    return words.get(language) or words.get("en") or next(iter(words.values()), "")
