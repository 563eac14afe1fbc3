"""The mapping document: how the rows of a foreign table become facts, in words instead of code.

Templates such as ``lead/{mql_id}`` name columns and nothing else; no text of a mapping or of a
table is ever executed.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, model_validator

from tripact.agreement.values import Clause, Day, Names
from tripact.connect.tablefile.model import Format, TableOptions
from tripact.connect.tablefile.templates import parse_template
from tripact.connect.tablefile.timetext import check_format
from tripact.errors import TripactError
from tripact.worktime.instant import zone

Scalar = str | int | float | bool
Precision = Literal["instant", "minute", "day"]


class Part(Clause):
    """The base of everything a mapping says."""

    model_config = ConfigDict(populate_by_name=True)


def _listed(raw: object) -> object:
    return tuple(raw) if isinstance(raw, list) else raw


def _undated(raw: object) -> object:
    """Read what YAML took for a date as the text that it is in a table."""
    return raw.isoformat() if isinstance(raw, date) else raw


def _scalars(raw: object) -> object:
    values = raw if isinstance(raw, list) else [raw]
    return raw if isinstance(raw, dict | tuple) else tuple(map(_undated, values))


def _valued(raw: object) -> object:
    """Read a bare text as a template and any other bare value as a constant."""
    raw = _undated(raw)
    if isinstance(raw, str):
        return {"template": raw}
    return {"constant": raw} if isinstance(raw, Scalar) else raw


def _from_column(raw: object) -> object:
    """Read a bare text as the name of a column."""
    return {"column": raw} if isinstance(raw, str) else raw


def _conditioned(raw: object) -> object:
    """Read a bare value or a list as the values that pass."""
    return raw if isinstance(raw, dict) else {"in": raw}


def _template(text: str) -> str:
    parse_template(text)
    return text


def _regex(text: str) -> str:
    try:
        re.compile(text)
    except re.error as fault:
        raise ValueError(f"'{text}' is no regular expression: {fault}") from fault
    return text


def _zone(name: str) -> str:
    try:
        zone(name)
    except TripactError as unknown:
        raise ValueError(str(unknown)) from unknown
    return name


def _time_format(form: str) -> str:
    try:
        check_format(form)
    except TripactError as bad:
        raise ValueError(f"{bad.message} {bad.hint}") from bad
    return form


TemplateText = Annotated[str, AfterValidator(_template)]
Regex = Annotated[str, AfterValidator(_regex)]
Zone = Annotated[str, AfterValidator(_zone)]
Scalars = Annotated[tuple[Scalar | None, ...], BeforeValidator(_scalars)]


class Time(Part):
    """A date or a time: where it stands and how it is written.

    Attributes:
        column: The column it stands in; or ``template`` where it is spread over several.
        format: As in ``strptime``; ISO 8601 when left out.
        zone: The zone of local times; the mapping's zone when left out.
        precision: ``day`` for a date without a time; found out when left out.
        offset_in_text: Whether an offset in the text counts; ``false`` for local times with a false ``Z``.
        nulls: Words that mean "no date".
    """

    column: str | None = None
    template: TemplateText | None = None
    format: Annotated[str, AfterValidator(_time_format)] | None = None
    zone: Zone | None = None
    precision: Precision | None = None
    offset_in_text: bool = True
    nulls: Names = ()

    @model_validator(mode="after")
    def _one_origin(self) -> Time:
        if (self.column is None) == (self.template is None):
            raise ValueError("a time is taken from one 'column' or one 'template'")
        return self


Timed = Annotated[Time, BeforeValidator(_from_column)]


class Value(Part):
    """A value of a fact: whence it comes, and what is done to it, in this order.

    Attributes:
        column: It is the text of a column; or
        template: it is put together (``{a}/{b}``; nothing when a part is missing); or
        constant: it is always this; or
        first: it is the first of several columns that says something; or
        join: it is what several columns say, with ``separator`` between.
        strip: White space around it goes.
        lower: Capital letters become small.
        extract: The first group (or the whole match) of a regular expression; else nothing.
        nulls: Words that mean nothing, beside those of the table.
        map: Words of the source and what they are called here.
        otherwise: What to do with a word that ``map`` does not know.
        default: What stands here when there is nothing.
        number: Which sign parts the decimals; other separators go.
        time: It is a date or time, kept as an instant.
        digest: Only a pseudonym of it is kept (BLAKE2b of the text in small letters).
    """

    column: str | None = None
    template: TemplateText | None = None
    constant: Scalar | None = None
    first: Names = ()
    join: Names = ()
    separator: str = " "
    strip: bool = False
    lower: bool = False
    extract: Regex | None = None
    nulls: Names = ()
    map: dict[str, Scalar | None] | None = None
    otherwise: Literal["keep", "null", "reject"] = Field(default="reject", alias="else")
    default: Scalar | None = None
    number: Literal["point", "comma"] | None = None
    time: Timed | None = None
    digest: bool = False

    @model_validator(mode="after")
    def _one_origin(self) -> Value:
        origins = (self.column, self.template, self.constant, self.first or None, self.join or None, self.time)
        if sum(each is not None for each in origins) != 1:
            raise ValueError("a value has one origin: column, template, constant, first, join or time")
        return self


class Condition(Part):
    """Which values of a column pass: ``[a, b]``, ``{not: [a, b]}``, ``{not: null}``, ``{matches: regex}``."""

    among: Scalars = Field(default=(), alias="in")
    never: Scalars = Field(default=(), alias="not")
    matches: Regex | None = None


Valued = Annotated[Value, BeforeValidator(_valued)]
FromColumn = Annotated[Value, BeforeValidator(_from_column)]
Where = dict[str, Annotated[Condition, BeforeValidator(_conditioned)]]


class Subject(Part):
    """Whom a row or a fact speaks of, who did it, and when."""

    person: Valued | None = None
    account: Valued | None = None
    deal: Valued | None = None
    actor: Valued | None = None
    occurred_at: Timed | None = None


class FactMapping(Subject):
    """How one row gives a fact, or one fact for each of several columns.

    Attributes:
        kind: The kind of fact.
        id: The source's id of the fact: a template that no two facts share.
        where: Only rows that pass give this fact.
        set: The fields of the fact's body.
        each: For attributes: a name and the column of its value; ``/name`` is added to the id.
        each_date: For wide tables: a stage (or milestone, signal) and the column of its date.
        changed_within: The columns of a case: only what differs from the case's fact before it.
        optional: A fact that cannot be made is left out and does not reject its row.
    """

    kind: str
    id: TemplateText
    where: Where = {}
    set: dict[str, Valued] = {}
    each: dict[str, FromColumn] = {}
    each_date: dict[str, Timed] = {}
    changed_within: Names = ()
    optional: bool = False


class Reading(Part):
    """How a table's file is read, where that is not to be found out by looking at it."""

    format: Format | None = None
    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    header: bool = True
    footer: bool = True
    skip_rows: Annotated[int, Field(ge=0)] = 0
    skip_initial_space: bool = False

    @property
    def options(self) -> TableOptions:
        """The same as the reader takes it."""
        return TableOptions(**self.model_dump())


class Table(Subject):
    """One table: its files, how they are read, and the facts that each row gives.

    What is said of ``person``, ``account``, ``deal``, ``actor`` and ``occurred_at`` here holds
    for all facts of the table that do not say otherwise.
    """

    file: Names
    read: Reading = Reading()
    nulls: Names = ()
    where: Where = {}
    columns: dict[str, Valued] = {}
    order_by: str | None = None
    facts: Annotated[tuple[FactMapping, ...], BeforeValidator(_listed), Field(min_length=1)]


class CoverageWindow(Part):
    """Entries into a stage are only recorded from a day and up to (and with) a day."""

    stage: str
    since: Day | None = None
    until: Day | None = None

    @model_validator(mode="after")
    def _some_edge(self) -> CoverageWindow:
        if self.since is None and self.until is None:
            raise ValueError("coverage needs 'since', 'until' or both")
        return self


class Mapping(Part):
    """One mapping document.

    Attributes:
        source: The source in the ledger; with a fact's id it is unique for ever.
        zone: The zone of local times that carry no offset. Without one they are refused, and days are those of UTC.
        undated: The date that is assumed for facts of tables without any date.
    """

    api_version: Literal["tripact/v1"] = Field(default="tripact/v1", alias="apiVersion")
    kind: Literal["Mapping"]
    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")]
    source: Annotated[str, Field(min_length=1)]
    zone: Zone = "UTC"
    undated: Day | None = None
    coverage: Annotated[tuple[CoverageWindow, ...], BeforeValidator(_listed)] = ()
    tables: Annotated[tuple[Table, ...], BeforeValidator(_listed), Field(min_length=1)]

    @property
    def local_zone(self) -> str | None:
        """The zone of local times, if somebody stated it: nobody else can know it."""
        return self.zone if "zone" in self.model_fields_set else None
