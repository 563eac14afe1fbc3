"""The published schema accepts what the loader accepts and refuses plain mistakes."""

from datetime import date
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from tripact.agreement.schema import agreement_schema
from tripact.examples import TEMPLATES, template

SCHEMA = agreement_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): as_json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_json(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def document(name: str) -> Any:
    return as_json(YAML(typ="safe", pure=True).load(template(name)))


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["title"] == "tripact agreement"


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_schema_accepts_the_templates(name: str) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(document(name))] == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("version",), "three"),
        (("treshold",), 50),
        (("stages", "mql", "kind"), "closed"),
        (("commitments", "mql_first_contact", "starts"), "first call"),
        (("fit", "penalties", "student"), "much"),
    ],
)
def test_the_schema_refuses_mistakes(path: tuple[str, ...], value: object) -> None:
    wrong = document("b2b")
    part = wrong
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    assert list(VALIDATOR.iter_errors(wrong))


def test_every_section_and_its_parts_are_described() -> None:
    assert [name for name, part in SCHEMA["$defs"].items() if not part.get("description")] == []
    assert SCHEMA["$defs"]["Commitment"]["properties"]["aim"]["description"] == "The objective."
    assert "Attributes:" not in str(SCHEMA)
