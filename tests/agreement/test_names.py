"""Each kind of rule has its own names, with types, ranges and what changes slowly."""

from tests.agreement.texts import STAGES, issues, read
from tripact.agreement.names import deal_names, names_of, recycle_names, tier_names, usage_names

SCORED = """
attributes:
  role: {values: [user, champion]}
  employees: {of: account, type: number}
  pov: {of: deal}
fit:
  role: {points: {user: 2, champion: {from 2026-01-01: 5, from 2026-07-01: 12}}}
  employees: {points: {"50-1000": 10}}
  penalties: {student: -100}
engagement: {signals: {visit: 3}, decay: {rate: 0.1}}
counts: {visits_7d: {signals: visit, within: 7 days}}
intent: {tier 2: "visits_7d >= 2", tier 1: "visits_7d >= 1"}
"""


def test_names_of_people() -> None:
    names = names_of(read(STAGES + SCORED))
    assert {name for name, known in names.items() if known.slow} == {
        *("fit", "fit_lower", "fit_upper", "fit_coverage", "fit_points"),
        *("role", "employees", "student"),
    }
    assert {name for name, known in names.items() if not known.slow} == {"engagement", "intent", "visits_7d"}
    assert (names["fit_points"].low, names["fit_points"].high) == (0, 22)
    assert (names["intent"].low, names["intent"].high) == (0, 2)
    assert (names["role"].values, names["student"].type) == (("user", "champion"), "boolean")
    assert "pov" not in names


def test_other_rules_have_other_names() -> None:
    agreement = read(STAGES + SCORED)
    assert tier_names(agreement)["engagement"].refused
    assert "intent_at_recycle" in recycle_names(agreement).keys() - names_of(agreement).keys()
    assert {"uses()", "active_users", "employees"} <= usage_names(agreement).keys()
    assert {"acv", "pov", "stage"} <= deal_names(agreement).keys()
    assert "role" not in deal_names(agreement)


def test_an_agreement_without_scores_has_attributes_only() -> None:
    assert names_of(read("stages: {a: {}}\nattributes: {role: {}}\n")).keys() == {"role"}


def test_everything_says_what_it_means() -> None:
    agreement = read(STAGES + SCORED)
    for names in (names_of(agreement), usage_names(agreement), deal_names(agreement)):
        assert [name for name, known in names.items() if not known.says] == []


def test_a_penalty_may_be_declared_to_say_what_it_means() -> None:
    declared = "attributes: {student: {type: boolean, says: studies}, role: {}}\n"
    scored = "fit: {role: {points: {a: 1}}, penalties: {student: -100}}\n"
    assert issues(STAGES + declared + scored) == []
