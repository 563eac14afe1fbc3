"""The command explain person."""

from tests.cli.calling import call, done


def test_a_promotion_is_explained_clause_by_clause_with_its_facts(work):
    said = done("-w", work, "explain", "person", "p1").out
    assert "Promoted to mql on 2026-01-08" in said
    assert "agreement.yaml:17, version 3" in said
    assert "✓ fit >= 50" in said and "✓ engagement >= 20" in said
    assert "demo: +30 points (fact" in said


def test_who_is_not_promoted_learns_what_is_missing(work):
    said = done("-w", work, "explain", "person", "p2").out
    assert "The rule of mql never held" in said
    assert "✗ fit >= 50   needs fit +50" in said
    assert "role = user" in said


def test_the_same_as_json(work):
    trace = done("-w", work, "explain", "person", "p1", "--as-of", "2026-01-31", "--json").json
    assert trace["person"] == "p1" and trace["as_of"].startswith("2026-01-31T23:59:59")
    (promotion,) = trace["promotions"]
    assert promotion["stage"] == "mql" and promotion["held"] is True
    assert [clause["needed"] for clause in promotion["clauses"]] == ["fit >= 50", "engagement >= 20"]
    assert [visit["stage"] for visit in trace["path"]] == ["lead", "mql"]


def test_before_the_signal_there_was_no_promotion(work):
    trace = done("-w", work, "explain", "person", "p1", "--as-of", "2026-01-07", "--json").json
    assert trace["promotions"] == [] and [visit["stage"] for visit in trace["path"]] == ["lead"]


def test_what_was_recorded_later_is_not_known_earlier(work):
    unknown = call("-w", work, "explain", "person", "p1", "--known-at", "2026-01-31", "--json")
    assert unknown.code == 0 and unknown.json["path"] == []


def test_an_unknown_person_is_a_message(work):
    unknown = call("-w", work, "explain", "person", "nobody", "--json")
    assert unknown.code == 1 and unknown.out == ""
    assert "No fact speaks of a person 'nobody'" in unknown.err


def test_a_rule_that_held_too_late_is_not_said_never_to_have_held(desk):
    late = "p6,Fay Six,fay@example.com,2026-01-05,web,boss,2026-03-01,2026-02-01\n"
    with (desk / "people.csv").open("a", encoding="utf-8") as file:
        file.write(late)
    done("-w", desk / "W", "import", desk / "mapping.yaml")
    said = done("-w", desk / "W", "explain", "person", "p6").out
    assert "The rule of mql held on 2026-03-01" in said
    assert "but promoted nobody: p6 stood in won already, since 2026-02-01" in said
    assert "never held" not in said
