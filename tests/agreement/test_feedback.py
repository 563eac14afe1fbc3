"""What the agreement says of customers: when one lies idle, in which bands of fit they are told."""

import pytest

from tests.agreement.texts import STAGES, read
from tripact.agreement.feedback import Feedback
from tripact.agreement.schema import agreement_schema
from tripact.examples import TEMPLATES, template
from tripact.worktime.instant import DAY


def said(clause: str) -> Feedback:
    return read(f"{STAGES}feedback: {clause}\n").feedback


def test_without_the_section_the_documented_values_hold() -> None:
    assert read(STAGES).feedback == Feedback() == said("{}")
    assert (Feedback().idle_after.milliseconds, Feedback().fit_bands) == (28 * DAY, (25, 50, 75))


def test_the_agreement_says_its_own() -> None:
    feedback = said("{idle_after: 2 weeks, fit_bands: [5, 62.5]}")
    assert feedback.idle_after.milliseconds == 14 * DAY
    assert [feedback.band_of(fit) for fit in (0, 4.9, 5, 62.5, 100, None)] == [
        "0–5", "0–5", "5–62.5", "62.5–100", "62.5–100", None,
    ]  # fmt: skip


def test_no_bands_are_one_band() -> None:
    assert said("{fit_bands: []}").band_of(80) == "0–100"


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_templates_state_both(name: str) -> None:
    assert "\nfeedback:\n  idle_after: 28 days" in template(name) and "\n  fit_bands:  [25, 50, 75]" in template(name)


def test_the_schema_tells_the_values_as_they_are_written() -> None:
    schema = agreement_schema()
    properties = schema["$defs"]["Feedback"]["properties"]
    assert schema["properties"]["feedback"]["default"]["idle_after"] == "28 days"
    assert {name: each["default"] for name, each in properties.items()} == {
        "idle_after": "28 days",
        "fit_bands": [25, 50, 75],
    }
