"""Published lead-scoring tables of real organisations can be said as agreements."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.agreement.texts import STAGES, issues, read
from tripact.agreement.bands import Band, parse_band
from tripact.agreement.names import attainable, names_of
from tripact.agreement.rules import compile_rule


@pytest.fixture(scope="module")
def tables(shared: Path) -> dict[str, Any]:
    text = (shared / "cases" / "peers" / "lead_scoring_tables.json").read_text(encoding="utf-8")
    return {table["id"]: table for table in json.loads(text)["tables"]}


def posthog(table: dict[str, Any]) -> str:
    """The table as an agreement, its bands as published."""
    lines = ["attributes:", "  employees: {type: number}", "  annual_revenue_usd: {type: number}"]
    lines += ["  role: {}", "  sub_role: {}", "  country: {}", "fit:"]
    for rule in table["rules"]:
        points = dict(rule.get("bands") or rule.get("values", {}).items())
        for tier in rule.get("tiers", ()):
            points |= dict.fromkeys(tier["countries"], tier["points"])
        lines += [f"  {rule['field']}:", "    points:", *(f'      "{key}": {value}' for key, value in points.items())]
    return STAGES + "\n".join(lines) + '\ndefinitions: {queue: "fit_points >= 60"}\n'


def test_posthog_reports_its_overlapping_bands(tables: dict[str, Any]) -> None:
    found = [issue for issue in issues(posthog(tables["posthog-inbound"])) if issue.rule == "bands"]
    assert "'11-1000' and '1000+' of 'employees' overlap at 1000." in found[0].message
    assert [word in issue.message for issue, word in zip(found, ("1000", "10000000"), strict=False)]


def test_posthog_with_clear_borders(tables: dict[str, Any]) -> None:
    text = posthog(tables["posthog-inbound"])
    for published, clear in {"1000+": "1001+", "1m-10m": "1m-<10m", "10m-100m": "10m-<100m"}.items():
        text = text.replace(f'"{published}"', f'"{clear}"')
    assert issues(text) == []
    fit = read(text).fit
    assert fit is not None
    assert attainable(fit) == (0, tables["posthog-inbound"]["max"])


def test_sourcegraph_is_a_rule_without_points(tables: dict[str, Any]) -> None:
    said = "(demo AND (engineers > 100 OR senior)) OR (instance AND business)"
    attributes = ", ".join(f"{name}: {{type: boolean}}" for name in ("demo", "senior", "instance", "business"))
    clauses = f'attributes: {{{attributes}, engineers: {{type: number}}}}\ndefinitions: {{mql: "{said}"}}\n'
    assert issues(STAGES + clauses) == []
    assert compile_rule(said, names_of(read(STAGES + clauses))).names == {
        *("demo", "senior", "instance", "business", "engineers"),
    }
    assert tables["sourcegraph-mql"]["rule"].startswith("demo form AND (")


def test_weighted_scores_are_rules(tables: dict[str, Any]) -> None:
    scored = "attributes: {role: {}}\nfit: {role: {points: {a: 1}}}\n"
    scored += "engagement: {signals: {visit: 3}, decay: {rate: 0.1}}\n"
    for weights in tables["marketingskills-templates"]["templates"]:
        said = f"{weights['fit_weight']} * fit + {weights['engagement_weight']} * engagement >= {weights['mql']}"
        assert issues(f'{STAGES}{scored}definitions: {{mql: "{said}"}}\n') == []


SEED = """
attributes: {{industry: {{}}, size: {{}}, seniority: {{}}, role: {{}}}}
fit:
  industry: {{points: {{match: {industry_match}}}}}
  size: {{points: {{match: {size_match}}}}}
  seniority: {{points: {{c_level: {c_level}, manager: {manager}}}}}
  penalties: {{student: -25, competitor: -100}}
engagement:
  signals:
    pricing_page: {pricing_page}
    technical_docs: {technical_docs}
    blog: {blog}
    event: {event}
    demo_request: {demo_request}
  decay: {{rate: 0.10, per: week}}
counts: {{demos: {{signals: demo_request, within: 14 days}}}}
intent: {{tier 2: "demos >= 1"}}
"""


def test_the_founding_document_with_its_37_points(tables: dict[str, Any]) -> None:
    text = STAGES + SEED.format(**tables["seed-A"]["points"])
    mql = "fit >= 70 AND (engagement >= 50 OR intent >= 2) AND role IN ('decision_maker', 'influencer')"
    assert issues(f'{text}definitions: {{mql: "{mql}"}}\n') == []
    (issue,) = issues(f'{text}definitions: {{icp: "fit_points >= 60"}}\n')
    assert issue.rule == "never-true"
    assert "37 at most (industry 15 + size 10 + seniority 12)" in issue.hint


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("50-1000", (50, 1000)),
        ("1000+", (1000, float("inf"))),
        ("1m-10m", (1e6, 1e7)),
        ("50–1000", (50, 1000)),
        ("7", (7, 7)),
        ("many", None),
        ("-5", None),
    ],
)
def test_bands_as_people_write_them(text: str, band: tuple[float, float] | None) -> None:
    assert parse_band(text) == (Band(*band) if band else None)


def test_an_open_end_excludes_the_border() -> None:
    below, above = parse_band("<1m"), parse_band("1m-<10m")
    assert below is not None
    assert above is not None
    assert not below.overlaps(above)
    assert below.high < 1_000_000 <= above.low
