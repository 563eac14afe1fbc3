"""The command erase."""

import sqlite3

from tests.cli.calling import call, done


def payloads(work) -> list[str]:
    """Return the personal details that the ledger still keeps."""
    with sqlite3.connect(work / "ledger.sqlite") as ledger:
        found = [body for (body,) in ledger.execute("select body from payloads order by fact")]
    ledger.close()
    return found


def facts(work) -> int:
    """Return how many facts the ledger has."""
    with sqlite3.connect(work / "ledger.sqlite") as ledger:
        (found,) = ledger.execute("select count(*) from facts").fetchone()
    ledger.close()
    return int(found)


def test_a_person_is_forgotten_and_the_facts_stay(work):
    before = facts(work)
    said = done("-w", work, "erase", "p1", "--yes")
    assert said.out == "" and "Forgot 1 personal detail of p1" in said.err
    assert "Ada One" not in str(payloads(work)) and len(payloads(work)) == 3
    assert facts(work) == before


def test_importing_the_same_file_again_does_not_bring_it_back(desk):
    done("-w", desk / "W", "erase", "p1", "--yes")
    done("-w", desk / "W", "import", desk / "mapping.yaml")
    assert "Ada One" not in str(payloads(desk / "W"))


def test_statistics_are_the_same_afterwards(work):
    before = done("-w", work, "report", "funnel", "--json").json["steps"]
    done("-w", work, "erase", "p1", "--yes")
    assert done("-w", work, "report", "funnel", "--json").json["steps"] == before


def test_without_a_yes_nothing_is_forgotten(work):
    asked = call("-w", work, "erase", "p1")
    assert asked.code == 1 and asked.out.strip() == "" and "cannot be undone" in asked.err
    assert len(payloads(work)) == 4


def test_a_slip_in_the_id_is_told(work):
    assert "Nothing personal is kept about p11" in done("-w", work, "erase", "p11", "--yes").err


def test_no_file_of_the_workspace_holds_the_details_afterwards(work):
    done("-w", work, "erase", "p1", "--yes")
    kept = b"".join(path.read_bytes() for path in work.rglob("*") if path.is_file() and path.parent == work)
    assert b"bo@example.com" in kept
    assert b"ada@example.com" not in kept


def test_rejected_rows_are_pointed_at(work):
    assert "Rejected rows may still hold personal details" in done("-w", work, "erase", "p1", "--yes").err
    for path in (work / "rejects").iterdir():
        path.unlink()
    assert "Rejected rows" not in done("-w", work, "erase", "p2", "--yes").err
