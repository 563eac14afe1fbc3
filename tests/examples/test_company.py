"""The exports of the invented company: the same bytes for a seed, and everything in them that the story needs."""

import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tripact.errors import TripactError
from tripact.examples.company import describe, generate
from tripact.examples.company.dice import Dice
from tripact.examples.company.names import plain


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("company")
    generate(folder, leads=700, months=6)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_same_seed_gives_the_same_bytes(exports, tmp_path):
    generate(tmp_path, leads=700, months=6)
    assert contents(tmp_path) == contents(exports)


def test_another_seed_gives_other_people(exports, tmp_path):
    generate(tmp_path, leads=700, months=6, seed=7)
    assert rows(tmp_path, "crm/leads.csv") != rows(exports, "crm/leads.csv")


def test_nothing_is_exported_from_after_the_period(exports):
    created = [row["created"] for row in rows(exports, "crm/leads.csv") if row["lead_id"] != "L-99901"]
    moved = [row["at"] for row in rows(exports, "crm/deal_stages.csv")]
    assert min(created) >= "2025-10-01"
    assert max(created + moved) < "2026-04-01"


def test_the_readme_says_that_the_company_is_invented(exports):
    text = (exports / "README.md").read_text(encoding="utf-8")
    assert describe() in text
    assert "invented" in describe()
    assert "700 leads in 6 months from 2025-10-01, seed 20260101" in text


def test_addresses_lie_under_a_reserved_name(exports):
    assert all(row["email"].endswith(".example") for row in rows(exports, "crm/leads.csv"))


def test_an_mql_is_no_move_because_the_agreement_promotes(exports):
    stages = {row["stage"] for row in rows(exports, "crm/lead_stages.csv")}
    assert stages == {"Accepted", "Qualified", "Nurture", "Disqualified", "Pending??"}


def test_the_spreadsheet_of_costs_is_slovak(exports):
    lines = (exports / "finance/naklady.csv").read_bytes().decode("cp1250").split("\r\n")
    assert lines[0] == "Mesiac;Kanál;Kampaň;Suma"
    assert lines[1].startswith("10/2025;website;organic;")
    assert lines[-2].startswith("Spolu;;;")


def test_signals_are_one_object_a_line_and_one_file_a_quarter(exports):
    files = sorted(path.name for path in (exports / "web").iterdir())
    assert files == ["signals-2025-Q4.jsonl", "signals-2026-Q1.jsonl"]
    first = json.loads((exports / "web" / files[0]).read_text(encoding="utf-8").splitlines()[0])
    assert first["lead"].startswith("L-")
    assert first["at"].startswith("2025-10-01T")


def test_signals_are_those_of_the_template(exports):
    lines = "".join(path.read_text(encoding="utf-8") for path in sorted((exports / "web").iterdir())).splitlines()
    seen = {json.loads(line)["event"] for line in lines}
    assert seen == {
        "demo_request", "cta_reply", "event", "pricing_page", "chat", "technical_docs", "download", "product_page",
        "blog", "email_click", "email_open", "partner_referral", "waiting_on_customer", "customer_back",
    }  # fmt: skip


def test_sellers_work_in_office_hours_only(exports):
    deals = [date.fromisoformat(row["opened"][:10]).weekday() for row in rows(exports, "crm/deals.csv")]
    assert max(deals) <= 4


def test_two_partners_claim_one_account(exports):
    returned = [row for row in rows(exports, "partners/registrations.csv") if row["reason"] == "already_registered"]
    assert len(returned) == 1
    same = [row for row in rows(exports, "partners/registrations.csv") if row["lead_id"] == returned[0]["lead_id"]]
    assert len({row["partner"] for row in same}) == 2


def test_some_sources_are_blank_and_some_are_called_unknown(exports):
    sources = Counter(row["source"] for row in rows(exports, "crm/leads.csv"))
    assert sources[""] > 0
    assert sources["unknown"] > 0


@pytest.mark.parametrize(("leads", "months"), [(0, 12), (6000, 0)])
def test_a_company_of_nobody_is_refused(tmp_path, leads, months):
    with pytest.raises(TripactError, match="at least one lead and one month"):
        generate(tmp_path, leads=leads, months=months)


def test_dice_draw_the_same_for_the_same_words():
    first, again, other = Dice(1, "a"), Dice(1, "a"), Dice(1, "b")
    drawn = [first.between(0, 1) for _ in range(5)]
    assert drawn == [again.between(0, 1) for _ in range(5)]
    assert drawn != [other.between(0, 1) for _ in range(5)]


def test_names_become_addresses():
    assert plain("Ľuboš Čierny") == "lubos-cierny"
